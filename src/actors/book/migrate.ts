import { isJsonObject, type Json, type JsonObject } from '../../core/index.js';
import { USUAL_RENDITION } from '../../audio/rendition.js';
import type { BookState } from './state.js';

/** What schema 2 added to a book that somebody ordered. */
const ORDERED: JsonObject = { nodes: 1, paused: false };

const ADDED: Readonly<Record<string, JsonObject>> = {
  new: {},
  converting: { ...ORDERED, hurried: false },
};

/**
 * A book stored by a host of schema 1, which knew no priorities and no pause, of schema 2, which read every book in
 * the plain way with one voice, or of schema 3, which made one M4B of it. One that ended early under schema 1 has no summary: it is read again when it is retried.
 */
export function migrateBook(stored: Json): BookState {
  const old = isJsonObject(stored) ? stored : {};
  const added = ADDED[String(old['phase'])] ?? ORDERED;
  const order = isJsonObject(old['order']) ? { order: migrateOrder(old['order']) } : {};
  return { ...added, ...old, ...order } as unknown as BookState;
}

function migrateOrder(old: JsonObject): JsonObject {
  const settings = isJsonObject(old['settings']) ? old['settings'] : {};
  return {
    priority: 'p1',
    ...old,
    settings: { reading: null, languageVoices: [], rendition: USUAL_RENDITION, ...settings },
  };
}
