// Reads and plans one book in a process of its own: the request on stdin; the answer on stdout, both in V8's own format,
// and behind it what that took (see plan-apart.ts).
import { existsSync, readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { deserialize, serialize, setFlagsFromString } from 'node:v8';
import { readBook } from '../../books/index.js';
import { EXIT, TerminalError, UserError } from '../../core/index.js';
import { planBook } from '../../planning/plan-book.js';
import { COST_BYTES } from './cost.js';
import type { ApartRequest, PlanningAnswer } from './plan-apart.js';

/** In KiB. Where there is no /proc the parent's own size may be in it: a process begins as a copy of its parent. */
function peakKib(): number {
  const own = existsSync(OWN_STATUS) ? /^VmHWM:\s*(\d+) kB/m.exec(readFileSync(OWN_STATUS, 'utf8'))?.[1] : undefined;
  return own === undefined ? process.resourceUsage().maxRSS : Number(own);
}

/** MB and ms, of times in µs. */
function costs(): Buffer {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  const bytes = Buffer.alloc(COST_BYTES);
  bytes.writeUInt32LE(Math.round(peakKib() / 1024));
  bytes.writeUInt32LE(Math.round((userCPUTime + systemCPUTime) / 1000), COST_BYTES / 2);
  return bytes;
}
const answer = (message: PlanningAnswer): void => {
  const bytes = serialize(message);
  process.stdout.write(bytes);
  process.stdout.write(costs());
};

/** Units of work of one function before V8 optimises it; its own number is 135,168. */
const LATE_OPTIMISING = '--interrupt-budget=1000000';
const OWN_STATUS = '/proc/self/status';

// A terminal sends its Ctrl+C here too; whoever asked for the book decides, and ends this process.
process.on('SIGINT', () => undefined);
// Compiled later: most of a book is read before what optimising its code costs would be won back. Unknown flags do nothing.
setFlagsFromString(LATE_OPTIMISING);
const request = deserialize(await buffer(process.stdin)) as ApartRequest;
try {
  if (request.type === 'plan') answer({ type: 'planned', planned: await planBook(readBook, request) });
  else {
    const { planEdited } = await import('../../planning/edited-plan.js');
    answer({ type: 'edited', ...(await planEdited(readBook, request)) });
  }
} catch (error) {
  if (!(error instanceof UserError || error instanceof TerminalError)) throw error;
  // Loaded when it is needed: starting programs brings a tenth of a second of modules along.
  const { ProgramMissingError } = await import('../../programs/index.js');
  answer({
    type: 'refused',
    failure: error.failure,
    exitCode: error instanceof UserError ? error.exitCode : EXIT.badInput,
    missing: error instanceof ProgramMissingError ? error.program : null,
  });
}
