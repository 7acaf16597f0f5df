import { isJsonObject, type Json, type JsonObject } from '../../core/index.js';
import type { ChapterState } from './state.js';

/** What schema 2 added to what every started chapter knows. */
const STARTED: JsonObject = { priority: 'p1', after: 0 };
/** What it added to the phases that speak, or may have to again. */
const PACE: JsonObject = { paused: false, nodes: 1, hurry: false, msPerCharacter: null };

const ADDED: Readonly<Record<string, JsonObject>> = {
  waiting: {},
  speaking: { ...STARTED, ...PACE, overdueAt: null },
  joining: { ...STARTED, ...PACE },
  encoding: { ...STARTED, paused: false },
};

/**
 * A chapter stored by a host of schema 1, which knew no priorities, no pause and no second attempts, or of schema 2, in
 * which one voice spoke all of it.
 */
export function migrateChapter(stored: Json): ChapterState {
  const old = isJsonObject(stored) ? stored : {};
  const added = ADDED[String(old['phase'])] ?? STARTED;
  const trouble = isJsonObject(old['trouble']) ? { trouble: withSeconds(old['trouble']) } : {};
  return { ...added, ...old, ...trouble } as unknown as ChapterState;
}

function withSeconds(trouble: JsonObject): JsonObject {
  const entries = Object.entries(trouble).flatMap(([segment, one]): [string, JsonObject][] =>
    isJsonObject(one) ? [[segment, { second: null, seconds: 0, ...one }]] : [],
  );
  return Object.fromEntries(entries);
}
