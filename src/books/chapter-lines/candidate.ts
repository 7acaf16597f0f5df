import type { HeadingLine } from './heading-line.js';

/** Letters after a line from which text follows it. */
const BODY_LETTERS = 60;

/** A block that may be a heading. */
export interface Candidate {
  readonly index: number;
  readonly line: HeadingLine;
  /** Letters from it to the next candidate. */
  readonly body: number;
}

export const hasBody = ({ body }: Candidate): boolean => body >= BODY_LETTERS;
