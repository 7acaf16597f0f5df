/**
 * What each error code means, its usual causes and what to do: the data of `e2a explain` and of docs/errors.md.
 *
 * Loaded only when somebody asks. The words of one certain error stand where it is thrown, not here.
 */
import { CODES } from '../../core/index.js';
import { AUDIO } from './audio.js';
import { CLUSTER } from './cluster.js';
import { COMMAND_LINE } from './command-line.js';
import type { Explanation } from './explanation.js';
import { INPUT } from './input.js';
import { PAGE } from './page.js';
import { SPEECH } from './speech.js';

export interface ExplainedCode extends Explanation {
  /** `E2A-1001` */
  readonly code: string;
}

/** A code without an entry does not compile. */
const ENTRIES: Readonly<Record<keyof typeof CODES, Explanation>> = {
  ...INPUT,
  ...SPEECH,
  ...AUDIO,
  ...CLUSTER,
  ...COMMAND_LINE,
  ...PAGE,
};

/** All of them, by their numbers. */
export const explainedCodes = (): readonly ExplainedCode[] =>
  (Object.keys(ENTRIES) as (keyof typeof CODES)[])
    .map((name) => ({ code: CODES[name], ...ENTRIES[name] }))
    .toSorted((a, b) => a.code.localeCompare(b.code));

/** By the thousand of the number: what a group of codes is about. */
export const CODE_GROUPS: Readonly<Record<string, string>> = {
  '1': 'The book and how it is read',
  '2': 'Voices, engines and devices',
  '3': 'Programs, sound and the finished file',
  '4': 'The server and the cluster',
  '5': 'The command line',
  '6': 'The page and its API',
};
