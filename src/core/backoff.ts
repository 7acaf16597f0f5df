import { fnv1a } from './hash.js';

export interface BackoffPolicy {
  /** Delay after the first failure, in milliseconds. */
  readonly firstMs: number;
  readonly maxMs: number;
}

/** Share of a delay that varies from item to item, so that many failures do not come back together. */
const JITTER = 0.2;
const HASH_RANGE = 2 ** 32;

/** Doubling delay for the `attempt`-th failure (from 1); the same seed always gives the same delay. */
export function backoffMs(attempt: number, policy: BackoffPolicy, seed: string): number {
  const full = Math.min(policy.maxMs, policy.firstMs * 2 ** Math.max(0, attempt - 1));
  const spread = (fnv1a(`${seed}#${attempt}`) / HASH_RANGE - 0.5) * 2 * JITTER;
  return Math.round(full * (1 + spread));
}
