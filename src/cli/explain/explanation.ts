/** What `e2a explain` and docs/errors.md say of a code. Sentences, ended by a full stop; commands in backticks. */
export interface Explanation {
  /** A few words, as a heading. */
  readonly title: string;
  readonly meaning: string;
  /** The usual ones, likeliest first. */
  readonly causes: readonly string[];
  /** What to do, in the order in which to try it. */
  readonly cures: readonly string[];
}
