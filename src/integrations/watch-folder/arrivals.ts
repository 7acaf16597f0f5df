import type { Instant } from '../../core/index.js';

/** What tells a file from what it was: while it is written, one of them changes. */
export interface FileFacts {
  readonly bytes: number;
  /** Milliseconds since 1970, with fractions where the file system has them. */
  readonly modifiedAt: number;
}

/** A file that is to be taken when it stands still. */
export interface Arrival {
  readonly path: string;
  /** As they were last seen; null: nobody has looked. */
  readonly facts: FileFacts | null;
  /** When the facts were new. */
  readonly stillSince: Instant;
  readonly lookAt: Instant;
  /** Times that it could not be taken for a passing reason. */
  readonly tries: number;
}

/** As long as nothing changes a copy is taken for done: writers pause, but seldom for so long. */
const QUIET_MS = 10_000;
/** A book that cannot be read is given this long: a slow copy may have stopped for a while. */
export const STALL_MS = 60_000;

export const arrivalOf = (path: string, at: Instant): Arrival => ({
  path,
  facts: null,
  stillSince: at,
  lookAt: at,
  tries: 0,
});

/** One that stands still. */
export interface StillArrival extends Arrival {
  readonly facts: FileFacts;
}

/** What a look at an arrival says: it changed (look again), or it stands still and may be taken. */
export type Look =
  | { readonly type: 'wait'; readonly arrival: Arrival }
  | { readonly type: 'take'; readonly arrival: StillArrival };

export function lookedAt(arrival: Arrival, facts: FileFacts, at: Instant): Look {
  const { facts: before } = arrival;
  if (before !== null && sameFacts(before, facts)) return { type: 'take', arrival: { ...arrival, facts } };
  return { type: 'wait', arrival: { ...arrival, facts, stillSince: at, lookAt: at + QUIET_MS, tries: 0 } };
}

export const sameFacts = (a: FileFacts, b: FileFacts): boolean => a.bytes === b.bytes && a.modifiedAt === b.modifiedAt;
