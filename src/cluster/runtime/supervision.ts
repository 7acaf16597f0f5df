import {
  backoffMs,
  type BackoffPolicy,
  type Failure,
  HostBrokenError,
  RetryableError,
  TerminalError,
  toError,
  toFailure,
  UserError,
} from '../../core/index.js';

export interface SupervisionPolicy {
  /** Deliveries of one item after which its owner is asked. */
  readonly maxAttempts: number;
  /** Between deliveries, when the error does not say itself how long. */
  readonly backoff: BackoffPolicy;
  /** Code of the failure when the error brings none. */
  readonly failureCode: string;
}

/** What becomes of an item whose attempt failed. */
export type Verdict =
  | { readonly type: 'retry'; readonly delayMs: number }
  | { readonly type: 'giveUp'; readonly failure: Failure }
  | { readonly type: 'stopHost'; readonly reason: string };

/** @param deliveryCount of the item, from 1 */
export function decide(error: unknown, deliveryCount: number, policy: SupervisionPolicy): Verdict {
  if (error instanceof HostBrokenError) return { type: 'stopHost', reason: error.message };
  const hopeless = error instanceof TerminalError || error instanceof UserError;
  if (hopeless || deliveryCount >= policy.maxAttempts)
    return { type: 'giveUp', failure: toFailure(error, policy.failureCode) };
  if (error instanceof RetryableError) return { type: 'retry', delayMs: error.retryAfterMs };
  return { type: 'retry', delayMs: backoffMs(deliveryCount, policy.backoff, toError(error).message) };
}
