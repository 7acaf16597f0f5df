import type { Machine } from '../config/index.js';
import type { SpokenOn } from './voice-choice.js';

/** Where words of a person are looked for: relative paths, settings files, word lists. */
export type Place = Machine & { readonly cwd: string };

/** What ordering a book may know of the process it happens in. */
export interface OrderSurroundings extends Place {
  /** Ends the looking at a book. */
  readonly signal: AbortSignal;
  /** What speaks voices that nobody has named, where that is one machine; default: the CPU. */
  readonly speaksOn?: SpokenOn | undefined;
  /** What a book may take while it is looked at; default: what it may on a node. */
  readonly readingLimits?: { readonly heapMb: number; readonly ms: number } | undefined;
}
