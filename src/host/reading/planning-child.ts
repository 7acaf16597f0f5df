// Reads and plans one book in a process of its own: the request on stdin; the answer on stdout, both in V8's own format,
// and behind it, in four bytes, the most memory the process had (see plan-apart.ts).
import { buffer } from 'node:stream/consumers';
import { deserialize, serialize } from 'node:v8';
import { readBook } from '../../books/index.js';
import { TerminalError, UserError } from '../../core/index.js';
import { type PlanRequest, planBook } from '../../planning/index.js';
import { PEAK_BYTES, type PlanningAnswer } from './plan-apart.js';

/** `maxRSS` is in KiB. */
const peakMb = (): number => Math.round(process.resourceUsage().maxRSS / 1024);
const answer = (message: PlanningAnswer): void => {
  const bytes = serialize(message);
  const peak = Buffer.alloc(PEAK_BYTES);
  peak.writeUInt32LE(peakMb());
  process.stdout.write(bytes);
  process.stdout.write(peak);
};

const request = deserialize(await buffer(process.stdin)) as PlanRequest;
try {
  answer({ type: 'planned', planned: await planBook(readBook, request) });
} catch (error) {
  if (!(error instanceof UserError || error instanceof TerminalError)) throw error;
  answer({ type: 'refused', failure: error.failure });
}
