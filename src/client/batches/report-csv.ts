import type { BatchReport, BatchReportRow } from './batch-report.js';

const COLUMNS = ['file', 'job', 'title', 'state', 'percent', 'files', 'code', 'reason'] as const;
/** Spreadsheets take a cell that begins so for a formula, and titles and names are other people's. */
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;
const LINE_END = '\r\n';

/** The report as CSV (RFC 4180) with a heading line; files of one book stand in one cell, one a line. */
export const reportCsv = ({ rows }: Pick<BatchReport, 'rows'>): string =>
  [COLUMNS, ...rows.map(cellsOf)].map((cells) => `${cells.map(cell).join(',')}${LINE_END}`).join('');

const cellsOf = (row: BatchReportRow): readonly string[] => [
  row.file,
  row.job ?? '',
  row.title,
  row.state,
  String(row.percent),
  row.files.join('\n'),
  row.code ?? '',
  row.reason ?? '',
];

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
