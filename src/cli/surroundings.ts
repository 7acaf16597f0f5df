import type { Machine } from '../config/index.js';
import type { Clock, ExitCode } from '../core/index.js';
import type { Interruption } from './interruption.js';
import type { Keys } from './keys.js';
import type { ProgressDesk } from './progress-desk.js';
import type { Screen } from './screen.js';

/** Everything a command may know of the process it runs in; `main.ts` fills it, tests give their own. */
export interface Surroundings extends Machine {
  /** Without `node` and the program's path. */
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly version: string;
  /** `20.20.2` */
  readonly nodeVersion: string;
  readonly hostName: string;
  /** CPU cores this process may use. */
  readonly cores: number;
  /** Tells this run from others on hosts of the same name. */
  readonly runName: string;
  /** Data. */
  readonly out: Screen;
  /** Words. */
  readonly words: Screen;
  readonly interruption: Interruption;
  /** Who has long work under way says here how far it is. */
  readonly progress: ProgressDesk;
  readonly keys: Keys;
  readonly clock: Clock;
  /** What a book may take while it is looked at; default: what it may on a node. */
  readonly readingLimits?: { readonly heapMb: number; readonly ms: number } | undefined;
}

/** What a command's action is given. */
export interface CommandContext extends Surroundings {
  /** Tells `run.ts` how the command ended. */
  readonly finish: (code: ExitCode) => void;
  /** Of `interruption`: for what only needs to know that it should stop. */
  readonly signal: AbortSignal;
}
