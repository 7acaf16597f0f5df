import type { JobId } from '../core/index.js';

/** A job, and how much of its history is this caller's. */
export interface KnownJob {
  readonly id: JobId;
  /** See `Submission.afterTurn`. */
  readonly afterTurn: number | null;
  /** `seq` of the last event before it was submitted; 0: all of it matters. */
  readonly since: number;
}
