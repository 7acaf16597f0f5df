import {
  type BackoffPolicy,
  backoffMs,
  CODES,
  type Failure,
  HostBrokenError,
  OutageError,
  RetryableError,
  TerminalError,
  toError,
  toFailure,
  UserError,
} from '../../core/index.js';

export interface SupervisionPolicy {
  /** Failures of one item at one host after which its owner is told. */
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

/** What a person must mend before anything can be done here: no item is to blame. */
const OF_THE_HOST: ReadonlySet<string> = new Set([CODES.storeFull, CODES.serverForbidden]);

/** @param failures of the item so far, this one included */
export function decide(error: unknown, failures: number, policy: SupervisionPolicy): Verdict {
  if (error instanceof HostBrokenError) return { type: 'stopHost', reason: error.message };
  if (error instanceof UserError && OF_THE_HOST.has(error.failure.code))
    return { type: 'stopHost', reason: error.message };
  if (error instanceof OutageError) return { type: 'retry', delayMs: error.retryAfterMs };
  const hopeless = error instanceof TerminalError || error instanceof UserError;
  if (hopeless || failures >= policy.maxAttempts)
    return { type: 'giveUp', failure: toFailure(error, policy.failureCode) };
  if (error instanceof RetryableError) return { type: 'retry', delayMs: error.retryAfterMs };
  return { type: 'retry', delayMs: backoffMs(failures, policy.backoff, toError(error).message) };
}
