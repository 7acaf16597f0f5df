import type { RecordBoard } from '../../cluster/ports/index.js';
import { fewAtOnce } from '../few-at-once.js';
import { type BatchRow, PAGE_ROWS } from './batch.js';
import { changeRecord, type Page, pageIn, pageName, pageOf, pagesOf, pageValue } from './batch-records.js';

/** All rows, in order. */
export async function readRows(records: RecordBoard, id: string): Promise<readonly BatchRow[]> {
  const pages = await fewAtOnce(await records.list(pagesOf(id)), (name) => records.load(name));
  return pages.flatMap((page) => pageIn(page?.value ?? null)).filter((row) => row !== null);
}

/**
 * Where no row is yet: one that is there knows more.
 * @param from the place of the first of them, from 0
 */
export async function writeRows(
  records: RecordBoard,
  id: string,
  from: number,
  rows: readonly BatchRow[],
): Promise<void> {
  for (let done = 0; done < rows.length; ) {
    const place = from + done;
    const onPage = rows.slice(done, done + PAGE_ROWS - (place % PAGE_ROWS));
    await changeRecord(records, pageName(id, pageOf(place)), (value) => {
      const page = pageIn(value);
      const filled = onPage.reduce((rest, row, index) => withNewRow(rest, (place % PAGE_ROWS) + index, row), page);
      return filled === page ? null : pageValue(filled);
    });
    done += onPage.length;
  }
}

/** @param change of the row that is there, null where none is; null: nothing is to be written */
export const changeRow = (
  records: RecordBoard,
  id: string,
  place: number,
  change: (row: BatchRow | null) => BatchRow | null,
): Promise<void> =>
  changeRecord(records, pageName(id, pageOf(place)), (value) => {
    const page = pageIn(value);
    const row = change(page[place % PAGE_ROWS] ?? null);
    return row && pageValue(withRow(page, place % PAGE_ROWS, row));
  });

const withNewRow = (page: Page, place: number, row: BatchRow): Page => (page[place] ? page : withRow(page, place, row));

function withRow(page: Page, place: number, row: BatchRow): Page {
  const rows = [...page, ...Array.from({ length: Math.max(0, place - page.length) }, () => null)];
  rows[place] = row;
  return rows;
}
