import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { CODES, type Failure, RetryableError, TerminalError, toError, UserError } from '../../core/index.js';
import type { WebLog } from '../options.js';
import { type FailureStatus, statusOf } from './status-of.js';
import { type RefusalStatus, WebRefusal } from './web-refusal.js';

/** A failure, and what its answer is. */
export interface FailureAnswer {
  readonly status: RefusalStatus | FailureStatus;
  readonly failure: Failure;
  readonly headers: Readonly<Record<string, string>>;
}

/** The error as a JSON answer; what nobody expected is logged, and the caller is told no more than that. */
export function answerFailure(error: unknown, c: Context, log: WebLog): Response {
  const { status, failure, headers } = failureOf(error, log, c.req);
  return c.json({ error: failure }, status, headers);
}

/** What an error comes to. */
export function failureOf(
  error: unknown,
  log: WebLog,
  request: { readonly method: string; readonly path: string },
): FailureAnswer {
  if (error instanceof WebRefusal) return error;
  if (error instanceof UserError)
    return { status: statusOf(error.exitCode, error.failure.code), failure: error.failure, headers: {} };
  if (error instanceof TerminalError) return { status: 422, failure: error.failure, headers: {} };
  if (error instanceof RetryableError) return { status: 503, failure: passing(error), headers: RETRY_SOON };
  if (error instanceof HTTPException && error.status < 500)
    return { status: 400, failure: { code: CODES.usage, what: error.message }, headers: {} };
  const { name, message, stack } = toError(error);
  if (name === 'AbortError' || isCutOff(error)) return { status: 503, failure: ended, headers: RETRY_SOON };
  log.error({ method: request.method, path: request.path, error: message, stack }, 'request failed');
  return { status: 500, failure: UNEXPECTED, headers: {} };
}

/** A body whose sender went away: strangers must not fill the log with it. */
const isCutOff = (error: unknown): boolean =>
  error instanceof Error && error.message === 'aborted' && (error as NodeJS.ErrnoException).code === 'ECONNRESET';

const RETRY_SOON = { 'Retry-After': '5' };

const passing = ({ message }: Error): Failure => ({
  code: CODES.serverFailed,
  what: message,
  fix: 'ask again in a few seconds',
});

/** The caller has left, or the server closes. */
const ended: Failure = {
  code: CODES.busy,
  what: 'The request was ended before its answer was there.',
  fix: 'ask again in a few seconds',
};

const UNEXPECTED: Failure = {
  code: CODES.internal,
  what: 'e2a met something it did not expect.',
  why: 'This is a mistake in e2a, not one of yours.',
  fix: 'look into the log of the node that serves this page, and please report it',
};
