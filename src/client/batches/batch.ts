import type { Failure, Instant, JobId } from '../../core/index.js';

/** Books that were ordered together. */
export interface BatchEntry {
  /** `spring-list-7f3a` */
  readonly id: string;
  /** As a person named it. */
  readonly name: string;
  readonly createdAt: Instant;
  /** Rows it has. */
  readonly books: number;
}

/** A book of a batch: not ordered yet (both null), ordered, or refused. */
export interface BatchRow {
  /** As it was named: a path, or the name of what was sent. */
  readonly file: string;
  readonly job: JobId | null;
  /** Why it was not taken. */
  readonly failure: Failure | null;
}

export interface Batch extends BatchEntry {
  readonly rows: readonly BatchRow[];
}

/** What became of a row. */
export type RowOutcome = { readonly job: JobId } | { readonly failure: Failure };

/** More than any list of a season; what has more is several batches. */
export const BATCH_ROWS_MAX = 5_000;
/** Rows that one record holds: forty of the longest paths and failures stay below the size of a record. */
export const PAGE_ROWS = 40;
/** Bytes, as file systems allow them. */
export const FILE_BYTES_MAX = 4_096;
/** Characters of a name, and of each sentence of a failure. */
export const NAME_MAX = 200;
const WORDS_MAX = 500;

export const shortened = ({ code, what, why, fix }: Failure): Failure => ({
  code,
  what: what.slice(0, WORDS_MAX),
  ...(why === undefined ? {} : { why: why.slice(0, WORDS_MAX) }),
  ...(fix === undefined ? {} : { fix: fix.slice(0, WORDS_MAX) }),
});
