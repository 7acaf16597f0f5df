// Reads and plans one book in a worker thread of its own, then ends.
import { parentPort, workerData } from 'node:worker_threads';
import { readBook } from '../../books/index.js';
import { TerminalError, UserError } from '../../core/index.js';
import { type PlanRequest, planBook } from '../../planning/index.js';
import type { PlanningAnswer } from './plan-in-worker.js';

const answer = (message: PlanningAnswer): void => parentPort?.postMessage(message);

try {
  answer({ type: 'planned', planned: await planBook(readBook, workerData as PlanRequest) });
} catch (error) {
  if (!(error instanceof UserError || error instanceof TerminalError)) throw error;
  answer({ type: 'refused', failure: error.failure });
}
