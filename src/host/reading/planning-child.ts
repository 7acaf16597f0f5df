// Reads and plans one book in a process of its own: the request on stdin, the answer on stdout, both in V8's own format.
import { buffer } from 'node:stream/consumers';
import { deserialize, serialize } from 'node:v8';
import { readBook } from '../../books/index.js';
import { TerminalError, UserError } from '../../core/index.js';
import { type PlanRequest, planBook } from '../../planning/index.js';
import type { PlanningAnswer } from './plan-apart.js';

const answer = (message: PlanningAnswer): void => void process.stdout.write(serialize(message));

const request = deserialize(await buffer(process.stdin)) as PlanRequest;
try {
  answer({ type: 'planned', planned: await planBook(readBook, request) });
} catch (error) {
  if (!(error instanceof UserError || error instanceof TerminalError)) throw error;
  answer({ type: 'refused', failure: error.failure });
}
