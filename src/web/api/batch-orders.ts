import { CODES, type Failure } from '../../core/index.js';
import { failureOf, WebRefusal } from '../errors/index.js';
import type { WebParts } from '../web-parts.js';
import { ordered } from './job-routes.js';
import type { Wishes } from './wishes.js';

/** While others have books looked into: how soon it is tried again. */
const TRY_AGAIN_MS = 5_000;

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
  const { client } = parts;
  for (const [place, book] of books.entries()) {
    const outcome = await orderedOrRefused(parts, { ...wishes, book });
    await client.batches.settle(batch, place, outcome);
  }
}

async function orderedOrRefused(parts: WebParts, order: Wishes & { readonly book: string }) {
  const { clock, closing, log } = parts;
  while (!closing.aborted) {
    try {
      return { job: (await ordered(parts, order, closing)).job };
    } catch (error) {
      if (closing.aborted) break;
      if (!(error instanceof WebRefusal && error.status === 503))
        return { failure: failureOf(error, log, { method: 'POST', path: `batches: ${order.book}` }).failure };
      await clock.sleep(TRY_AGAIN_MS, closing);
    }
  }
  return { failure: STOPPED };
}
