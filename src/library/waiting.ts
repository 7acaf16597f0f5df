import { CODES, EXIT, RetryableError, toError, UserError } from '../core/index.js';

/**
 * Does something for a caller, whose one class of error is `UserError`; what a signal was aborted with stays what it is.
 * @param signal ends it
 */
export async function told<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  try {
    const value = await work();
    signal.throwIfAborted();
    return value;
  } catch (error) {
    throw asTold(error, signal);
  }
}

/** The same for what comes bit by bit. */
export async function* toldBitByBit<T>(work: () => AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  signal.throwIfAborted();
  try {
    for await (const value of work()) {
      signal.throwIfAborted();
      yield value;
    }
    signal.throwIfAborted();
  } catch (error) {
    throw asTold(error, signal);
  }
}

function asTold(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (error instanceof UserError) return error;
  const { message } = toError(error);
  if (error instanceof RetryableError)
    return new UserError(
      { code: CODES.serverFailed, what: 'The cluster does not answer.', why: message, fix: 'ask again in a while' },
      EXIT.unreachable,
      { cause: error },
    );
  return new UserError(
    {
      code: CODES.internal,
      what: `e2a met something it did not expect: ${message}`,
      why: 'This is a mistake in e2a, not one of yours.',
      fix: 'please report it with the error’s cause',
    },
    EXIT.failed,
    { cause: error },
  );
}
