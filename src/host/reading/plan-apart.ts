import { Worker } from 'node:worker_threads';
import { CODES, type Failure, TerminalError, toError } from '../../core/index.js';
import type { PlannedBook, PlanRequest } from '../../planning/index.js';
import { compiledEntry } from '../../programs/index.js';

export type PlanningAnswer =
  | { readonly type: 'planned'; readonly planned: PlannedBook }
  | { readonly type: 'refused'; readonly failure: Failure };

/** Moby Dick needs 120 MB; a book that needs more than this is no book. */
const HEAP_LIMIT_MB = 512;

/**
 * Reads and plans a book in a worker thread: a book that hangs or floods the reader costs the thread, not the host, and
 * the language tables and blocks (some 100 MB) are gone when it ends.
 * @throws TerminalError when the book cannot be used; an abort ends the thread and rejects with the signal's reason.
 */
export async function planInWorker(request: PlanRequest, signal: AbortSignal): Promise<PlannedBook> {
  signal.throwIfAborted();
  const worker = new Worker(compiledEntry('planning-worker', import.meta.url), {
    workerData: request,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_LIMIT_MB },
  });
  try {
    const answer = await answerOf(worker, signal);
    if (answer.type === 'planned') return answer.planned;
    throw new TerminalError(answer.failure);
  } finally {
    await worker.terminate();
  }
}

function answerOf(worker: Worker, signal: AbortSignal): Promise<PlanningAnswer> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', (error) => reject(tooMuch(error)));
    worker.once('exit', () => reject(new Error('The reader ended without an answer.')));
    signal.addEventListener('abort', () => reject(toError(signal.reason)), { once: true });
  });
}

function tooMuch(error: Error): Error {
  if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') return error;
  const what = `The book needs more than ${HEAP_LIMIT_MB} MB to be read.`;
  return new TerminalError(
    { code: CODES.overLimit, what, why: 'A file in it is far larger than any book.' },
    { cause: error },
  );
}
