import type { RecordBoard } from '../../cluster/ports/index.js';
import { type Failure, type Instant, isJsonObject, type Json, type JsonObject } from '../../core/index.js';
import type { BatchEntry, BatchRow } from './batch.js';
import { PAGE_ROWS } from './batch.js';

/** `batch.ID` says what a batch is; `batch-rows.ID.007` has forty of its rows. */
export const HEADS = 'batch.';
const PAGE_DIGITS = 3;
const VERSION = 1;

export const headName = (id: string): string => `${HEADS}${id}`;
export const pagesOf = (id: string): string => `batch-rows.${id}.`;
export const pageName = (id: string, page: number): string =>
  `${pagesOf(id)}${String(page).padStart(PAGE_DIGITS, '0')}`;

export const pageOf = (place: number): number => Math.floor(place / PAGE_ROWS);

/** @param content what it was made of, in 64 digits; null: an older e2a made it */
export const headValue = ({ name, createdAt, books }: BatchEntry, content: string | null): JsonObject => ({
  v: VERSION,
  name,
  createdAt: new Date(createdAt).toISOString(),
  books,
  ...(content === null ? {} : { content }),
});

export function contentIn(value: Json): string | null {
  const content = isJsonObject(value) ? value['content'] : null;
  return typeof content === 'string' ? content : null;
}

/** Null for what somebody wrote there by hand. */
export function headIn(id: string, value: Json): BatchEntry | null {
  if (!isJsonObject(value)) return null;
  const { name, createdAt, books } = value;
  const at = typeof createdAt === 'string' ? Date.parse(createdAt) : Number.NaN;
  if (typeof name !== 'string' || typeof books !== 'number' || Number.isNaN(at)) return null;
  return { id, name, createdAt: at satisfies Instant, books };
}

/** Rows of a page by their place on it. Null: one that was counted and never written. */
export type Page = readonly (BatchRow | null)[];

export const pageValue = (rows: Page): JsonObject => ({ v: VERSION, rows: rows.map((row) => row && rowValue(row)) });

const rowValue = ({ file, job, failure }: BatchRow): JsonObject => ({
  file,
  job,
  failure: failure === null ? null : { ...failure },
});

export function pageIn(value: Json): Page {
  const rows = isJsonObject(value) ? value['rows'] : undefined;
  return Array.isArray(rows) ? rows.map(rowIn) : [];
}

function rowIn(value: Json): BatchRow | null {
  if (!isJsonObject(value)) return null;
  const { file, job, failure } = value;
  if (typeof file !== 'string') return null;
  return { file, job: typeof job === 'string' ? job : null, failure: failureIn(failure) };
}

function failureIn(value: Json | undefined): Failure | null {
  if (!isJsonObject(value)) return null;
  const { code, what, why, fix } = value;
  if (typeof code !== 'string' || typeof what !== 'string') return null;
  return { code, what, ...(typeof why === 'string' ? { why } : {}), ...(typeof fix === 'string' ? { fix } : {}) };
}

/** Tries of one change: those who change the same record at once exclude each other, and each time one gets through. */
const TRIES_MAX = 50;

/**
 * Reads, changes, writes if nobody wrote in between; else again.
 * @param change of the value that is there, null where none is; null: nothing is to be written
 */
export async function changeRecord(
  records: RecordBoard,
  name: string,
  change: (value: Json) => JsonObject | null,
): Promise<void> {
  for (let tries = 1; tries <= TRIES_MAX; tries++) {
    const kept = await records.load(name);
    const value = change(kept?.value ?? null);
    if (value === null || (await records.save(name, value, kept?.revision ?? null))) return;
  }
  throw new Error(`${name} is being changed all the time`);
}
