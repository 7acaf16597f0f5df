import type { RowOutcome } from '../../client/index.js';
import { CODES, type Failure, RetryableError, UserError } from '../../core/index.js';
import { failureOf, WebRefusal } from '../errors/index.js';
import type { WebParts } from '../web-parts.js';
import { ordered } from './job-routes.js';
import type { Wishes } from './wishes.js';

/** How soon what did not go is tried again. */
const TRY_AGAIN_MS = 5_000;
/** The cluster is away, or too much is asked of this server: no fault of the book. */
const PASSING: readonly string[] = [CODES.serverUnreachable, CODES.serverFailed, CODES.busy];
/** What a batch is told about a book that was neither ordered nor refused when its server stopped. */
const STOPPED: Failure = {
  code: CODES.notNow,
  what: 'The server stopped before it came to this book.',
  fix: 'send the batch again: what was ordered is not ordered twice',
};

/** Orders the books of a batch one after the other and notes what became of each; one that is refused holds up none. */
export async function orderBatch(
  parts: WebParts,
  batch: string,
  books: readonly string[],
  wishes: Wishes,
): Promise<void> {
  const { batches } = parts.client;
  for (const [place, book] of books.entries()) {
    const outcome = await orderedOrRefused(parts, { ...wishes, book });
    await patiently(parts, () => batches.settle(batch, place, outcome));
  }
}

async function orderedOrRefused(parts: WebParts, order: Wishes & { readonly book: string }): Promise<RowOutcome> {
  const { closing, log } = parts;
  if (closing.aborted) return { failure: STOPPED };
  try {
    return { job: (await patiently(parts, () => ordered(parts, order, closing))).job };
  } catch (error) {
    if (closing.aborted) return { failure: STOPPED };
    return { failure: failureOf(error, log, { method: 'POST', path: `batches: ${order.book}` }).failure };
  }
}

/** What passes by itself is waited for, as long as the server runs. */
async function patiently<T>({ clock, closing }: WebParts, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (closing.aborted || !passes(error)) throw error;
    }
    await clock.sleep(TRY_AGAIN_MS, closing);
  }
}

const passes = (error: unknown): boolean =>
  error instanceof RetryableError ||
  ((error instanceof UserError || error instanceof WebRefusal) && PASSING.includes(error.failure.code));
