import type { Instant } from './clock.js';

/** What a paid or shared voice allows. */
export interface RateLimit {
  /** Calls begun in any minute, or null: as many as come. */
  readonly perMinute: number | null;
  /** Calls under way at the same time, or null. */
  readonly atOnce: number | null;
}

/** Where the calls of all nodes stand: a bucket of one token, and who is in a call. */
export interface RateState {
  /** When the next token is there. */
  readonly nextAt: Instant;
  /** Calls under way, and when each is forgotten, should its node die in it. */
  readonly calls: Readonly<Record<string, Instant>>;
}

export const NO_CALLS: RateState = { nextAt: 0, calls: {} };

/** Begin now, or ask again after `retryMs`. */
export type RateAnswer = { readonly granted: true } | { readonly granted: false; readonly retryMs: number };

/** Longer than any call of an engine: a call that has not ended by then died with its node. */
export const CALL_FORGOTTEN_MS = 5 * 60_000;
const MINUTE_MS = 60_000;
/** While as many calls as allowed are under way: how soon one may have ended. */
const BUSY_RETRY_MS = 250;

/**
 * May this call begin? The bucket holds one token, so calls are spread evenly and no minute, wherever it begins, sees
 * more than `perMinute` of them: a bucket that saves tokens would let twice as many through in its first minute.
 */
export function beginCall(
  state: RateState,
  limit: RateLimit,
  call: string,
  at: Instant,
): { readonly answer: RateAnswer; readonly state: RateState } {
  const everyMs = limit.perMinute === null ? 0 : MINUTE_MS / limit.perMinute;
  const calls = underWay(state, at);
  // A limit that was raised meanwhile counts at once.
  const nextAt = Math.min(state.nextAt, at + everyMs);
  const asKept = nextAt === state.nextAt ? state : { ...state, nextAt };
  const refused = (retryMs: number) => ({ answer: { granted: false, retryMs } as const, state: asKept });
  if (limit.atOnce !== null && Object.keys(calls).length >= limit.atOnce) return refused(BUSY_RETRY_MS);
  if (nextAt > at) return refused(Math.ceil(nextAt - at));
  const granted = { ...calls, [call]: at + CALL_FORGOTTEN_MS };
  return {
    answer: { granted: true },
    state: { nextAt: at + everyMs, calls: limit.atOnce === null ? {} : granted },
  };
}

export function endCall(state: RateState, call: string): RateState {
  const { [call]: _ended, ...calls } = state.calls;
  return { ...state, calls };
}

const underWay = (state: RateState, at: Instant): RateState['calls'] =>
  Object.fromEntries(Object.entries(state.calls).filter(([, forgottenAt]) => forgottenAt > at));
