import type { BatchEntry, BatchReport, BatchReportRow, BatchState } from '../../client/index.js';
import type { Instant } from '../../core/index.js';
import { count, duration } from '../../ordering/index.js';
import type { Drawing } from './drawing.js';
import { table } from './table.js';

const createdAt = ({ createdAt: at }: BatchEntry): string => new Date(at).toISOString();

/** What `batch ls --json` prints. */
export const batchesDocument = (entries: readonly BatchEntry[]): object => ({
  batches: entries.map((entry) => ({
    id: entry.id,
    name: entry.name,
    createdAt: createdAt(entry),
    books: entry.books,
  })),
});

/** What `batch show --json` prints, and with the rows `batch report --json`. */
export const batchDocument = ({ rows, counts, ...entry }: BatchReport, withRows: boolean): object => ({
  id: entry.id,
  name: entry.name,
  createdAt: createdAt(entry),
  books: entry.books,
  counts,
  ...(withRows ? { rows } : {}),
});

export const batchesTable = (
  entries: readonly BatchEntry[],
  now: Instant,
  { paintHeading, columns }: Drawing,
): string =>
  table(
    [
      { title: 'batch', cell: ({ id }) => id },
      { title: 'books', cell: ({ books }) => String(books), align: 'right' },
      { title: 'made', cell: (entry) => `${duration((now - entry.createdAt) / 1000)} ago`, align: 'right' },
      { title: 'name', cell: ({ name }) => name, narrows: true },
    ],
    entries,
    paintHeading,
    columns,
  );

/** States that nobody needs to look after. */
const WELL: ReadonlySet<BatchState> = new Set(['completed', 'new', 'reading', 'converting', 'mastering', 'assembling']);

/** One line of counts, then the books that somebody has to look after. */
export function batchText(report: BatchReport, drawing: Drawing): string {
  const bad = report.rows.filter(({ state }) => !WELL.has(state));
  return [headingOf(report, drawing), rowsTable(bad, drawing)].filter((part) => part !== '').join('\n');
}

/** The same with every book. */
export const reportText = (report: BatchReport, drawing: Drawing): string =>
  [headingOf(report, drawing), rowsTable(report.rows, drawing)].join('\n');

function headingOf({ id, name, books, counts }: BatchReport, { paintHeading }: Drawing): string {
  const states = Object.entries(counts).map(([state, number]) => `${number} ${state}`);
  return `${paintHeading(name)}  ${id}\n${[count(books, 'book'), ...states].join(' · ')}\n`;
}

const rowsTable = (rows: readonly BatchReportRow[], { paintHeading, columns }: Drawing): string =>
  table(
    [
      { title: 'file', cell: ({ file }) => file, narrows: true },
      { title: 'job', cell: ({ job }) => job ?? '' },
      { title: 'state', cell: ({ state }) => state },
      { title: '%', cell: ({ percent }) => String(Math.floor(percent)), align: 'right' },
      {
        title: 'reason',
        cell: ({ reason, code }) => [reason, code && `(${code})`].filter(Boolean).join(' '),
        narrows: true,
      },
    ],
    rows,
    paintHeading,
    columns,
  );
