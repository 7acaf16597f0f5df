import type { Doorkeeper } from './access/index.js';
import type { GoneNodes } from './gone-nodes.js';
import type { Once } from './once.js';
import type { SpeechDesk, WebOptions } from './options.js';
import type { Paces } from './paces.js';
import type { Shelf } from './uploads/index.js';

/** What every router is given: the options, and what the room has of its own. */
export interface WebParts extends WebOptions {
  readonly doorkeeper: Doorkeeper;
  /** Previews and the routes of speech share it: a book that is made beside them is not held up. */
  readonly desk: SpeechDesk;
  /** Those who want a book looked into stand here. */
  readonly looking: SpeechDesk;
  readonly shelf: Shelf;
  readonly once: Once;
  readonly paces: Paces;
  readonly goneNodes: GoneNodes;
  /** Aborts when the server closes: event streams and long answers end. */
  readonly closing: AbortSignal;
}
