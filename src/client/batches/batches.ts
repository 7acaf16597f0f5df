import { createHash } from 'node:crypto';
import type { Cluster } from '../../cluster/ports/index.js';
import { type Clock, CODES, EXIT, type Json, slug, UserError } from '../../core/index.js';
import { fewAtOnce } from '../few-at-once.js';
import { nameMeant } from '../names.js';
import {
  type Batch,
  BATCH_ROWS_MAX,
  type BatchEntry,
  type BatchRow,
  FILE_BYTES_MAX,
  NAME_MAX,
  type RowOutcome,
  shortened,
} from './batch.js';
import { changeRow, readRows, writeRows } from './batch-pages.js';
import { changeRecord, contentIn, headIn, headName, HEADS, headValue, pagesOf } from './batch-records.js';
import { type BatchReport, reportOn } from './batch-report.js';

/** Books that were ordered together, kept in the cluster with what became of each. */
export interface Batches {
  /**
   * Its files are rows that are not ordered yet. The same name, files and wishes are the batch that is there, with what
   * it knows of them. Throws a UserError (exit 2): no name, too many, too long.
   * @param wishes what else makes other jobs of them: places of the files, voices, chapters
   */
  create(name: string, files: readonly string[], wishes?: Json): Promise<MadeBatch>;
  /** More rows at its end. Throws a UserError: no such batch (exit 5), too many (2). */
  add(id: string, rows: readonly BatchRow[]): Promise<void>;
  /** What became of the row at `place`, from 0. A failure to order it again takes no job from it. */
  settle(id: string, place: number, outcome: RowOutcome): Promise<void>;
  /** The newest first. */
  list(): Promise<readonly BatchEntry[]>;
  /** The batch of that id, or the only one whose id begins so. Throws a UserError (exit 5) when there is none. */
  show(id: string): Promise<Batch>;
  /** The same with how each job stands, and why what failed did. */
  report(id: string): Promise<BatchReport>;
  /** Forgets the batch; its jobs stay. */
  remove(id: string): Promise<BatchEntry>;
}

export interface MadeBatch extends BatchEntry {
  /** It was there: the same was asked for before. */
  readonly already: boolean;
}

const LIST = 'e2a batch ls';
/** Digits of an id; so many more are added while another batch has it. */
const DIGITS_STEP = 4;

export function batchesOf(cluster: Cluster, clock: Clock): Batches {
  const { records } = cluster;
  const head = async (id: string): Promise<BatchEntry | null> => {
    const kept = await records.load(headName(id));
    return kept && headIn(id, kept.value);
  };
  const list = async (): Promise<BatchEntry[]> => {
    const names = await records.list(HEADS);
    const heads = await fewAtOnce(names, (name) => head(name.slice(HEADS.length)));
    return heads.filter((one) => one !== null).toSorted((a, b) => b.createdAt - a.createdAt);
  };
  const find = async (name: string): Promise<BatchEntry> => {
    const known = await list();
    const id = nameMeant(
      name,
      known.map((one) => one.id),
      'batch',
      LIST,
    );
    return known.find((one) => one.id === id) ?? Promise.reject(new Error(`the batch ${id} went away`));
  };
  const show = async (name: string): Promise<Batch> => {
    const entry = await find(name);
    return { ...entry, rows: await readRows(records, entry.id) };
  };
  return {
    list,
    show,
    create: async (name, files, wishes = null) => {
      const rows = files.map((file) => ({ file, job: null, failure: null }));
      const entry = { name: name.trim(), createdAt: clock.now(), books: rows.length };
      checkName(entry.name);
      checkRows(rows, 0);
      const content = createHash('sha256')
        .update(JSON.stringify([entry.name, files, wishes]))
        .digest('hex');
      const made = await placeOf(cluster, entry, content);
      // Also of one that is there: who made it may have been killed before it came to its rows.
      await writeRows(records, made.id, 0, rows);
      return made;
    },
    add: async (name, rows) => {
      const { id } = await find(name);
      const from = await reserve(cluster, id, rows);
      await writeRows(records, id, from, rows.map(short));
    },
    settle: (id, place, outcome) =>
      changeRow(records, id, place, (row) =>
        row === null || (row.job !== null && 'failure' in outcome)
          ? null
          : short({ file: row.file, job: null, failure: null, ...outcome }),
      ),
    report: async (name) => reportOn(cluster, await show(name)),
    remove: async (name) => {
      const entry = await find(name);
      for (const page of await records.list(pagesOf(entry.id))) await records.remove(page);
      await records.remove(headName(entry.id));
      return entry;
    },
  };
}

/** Counts the new rows first: two who add at the same time get places of their own. */
async function reserve({ records }: Cluster, id: string, rows: readonly BatchRow[]): Promise<number> {
  let from = 0;
  await changeRecord(records, headName(id), (value) => {
    const entry = headIn(id, value);
    if (entry === null) return null;
    checkRows(rows, entry.books);
    from = entry.books;
    return headValue({ ...entry, books: from + rows.length }, contentIn(value));
  });
  return from;
}

/** The batch of that content; one is made under the shortest id that no other has. */
async function placeOf({ records }: Cluster, entry: Omit<BatchEntry, 'id'>, content: string): Promise<MadeBatch> {
  for (let digits = DIGITS_STEP; ; ) {
    const id = `${slug(entry.name)}-${content.slice(0, digits)}`;
    const kept = await records.load(headName(id));
    const there = kept && headIn(id, kept.value);
    if (kept !== null && there !== null && contentIn(kept.value) === content) return { ...there, already: true };
    if (kept !== null) digits += DIGITS_STEP;
    else if (await records.save(headName(id), headValue({ id, ...entry }, content), null))
      return { id, ...entry, already: false };
  }
}

const short = (row: BatchRow): BatchRow => ({ ...row, failure: row.failure && shortened(row.failure) });

function checkName(name: string): void {
  if (name.length > 0 && name.length <= NAME_MAX) return;
  throw refused('A batch needs a name.', `It may have up to ${NAME_MAX} characters.`, '--batch "Spring list"');
}

function checkRows(rows: readonly BatchRow[], there: number): void {
  const all = there + rows.length;
  if (all > BATCH_ROWS_MAX)
    throw refused(
      `A batch has up to ${BATCH_ROWS_MAX} books, and this one would have ${all}.`,
      'Its report is one page for people.',
      'make several batches',
    );
  const long = rows.find(({ file }) => Buffer.byteLength(file) > FILE_BYTES_MAX);
  if (long !== undefined)
    throw refused(`${long.file.slice(0, NAME_MAX)}… is too long for the name of a file.`, undefined, 'a shorter path');
}

const refused = (what: string, why: string | undefined, fix: string): UserError =>
  new UserError({ code: CODES.usage, what, why, fix }, EXIT.usage);
