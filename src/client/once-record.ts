import { createHash } from 'node:crypto';
import { type Instant, isJsonObject, type Json } from '../core/index.js';

/** After that a key is new again. */
const KEPT_MS = 24 * 3_600_000;
/** Reading a long book takes a minute; what has not ended by then died with who did it. */
const LONGEST_MS = 10 * 60_000;
const DAY_MS = 24 * 3_600_000;

/** What is known of a key. */
export interface OnceRecord {
  /** When it was begun. */
  readonly at: Instant;
  /** Of what was asked with the key. */
  readonly digest: string;
  /** Null while it is being done. */
  readonly answer: Json;
}

/** What a key stands for now. */
export type OnceStanding =
  | { readonly type: 'free' }
  /** For something else. */
  | { readonly type: 'taken' }
  | { readonly type: 'under-way' }
  | { readonly type: 'known'; readonly answer: Json };

/** @param kept null: nothing; what is too old, or was written by somebody else, counts as that */
export function onceStanding(kept: Json, digest: string, now: Instant): OnceStanding {
  const record = recordIn(kept);
  if (record === null || now - record.at >= (record.answer === null ? LONGEST_MS : KEPT_MS)) return { type: 'free' };
  if (record.digest !== digest) return { type: 'taken' };
  return record.answer === null ? { type: 'under-way' } : { type: 'known', answer: record.answer };
}

function recordIn(value: Json): OnceRecord | null {
  if (!isJsonObject(value)) return null;
  const { at, digest, answer = null } = value;
  return typeof at === 'number' && typeof digest === 'string' ? { at, digest, answer } : null;
}

/**
 * Where a key is kept, by the day it was used on: old ones are found by their names. The clock of another machine may be in
 * yesterday still, or in tomorrow already. @param room ends with a slash; of all keys that must not be mixed up
 */
export const onceNames = (room: string, key: string, now: Instant): readonly [string, ...string[]] => {
  const digest = createHash('sha256').update(key).digest('hex');
  return [
    `${dayOf(room, now)}${digest}`,
    `${dayOf(room, now - DAY_MS)}${digest}`,
    `${dayOf(room, now + DAY_MS)}${digest}`,
  ];
};

/** Whether all that lies under such a name is too old. */
export const isOnceOver = (room: string, name: string, now: Instant): boolean =>
  ![now, now - DAY_MS, now + DAY_MS].some((day) => name.startsWith(dayOf(room, day)));

const dayOf = (room: string, at: Instant): string => `${room}${new Date(at).toISOString().slice(0, 10)}/`;
