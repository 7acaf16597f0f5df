/** Milliseconds since 1970-01-01 UTC. Passed in, never asked for by pure code. */
export type Instant = number;

/** Time as an argument: the product passes the system's, tests pass a manual one. */
export interface Clock {
  now(): Instant;
  /** Resolves after `ms`, or at once when `signal` aborts (it never rejects). */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
