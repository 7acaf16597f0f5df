import { padTo, textWidth } from './width.js';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
  readonly align?: 'right';
}

const GAP = '  ';

/** A table with a heading line; empty text when there is no row. Never cut, so that pipes get everything. */
export function table<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  paintHeading: (text: string) => string = (text) => text,
): string {
  if (rows.length === 0) return '';
  const cells = rows.map((row) => columns.map((column) => column.cell(row)));
  const widths = columns.map((column, index) =>
    Math.max(textWidth(column.title), ...cells.map((line) => textWidth(line[index] ?? ''))),
  );
  const lineOf = (texts: readonly string[]): string =>
    texts
      .map((text, index) => placed(text, widths[index] ?? 0, columns[index]?.align))
      .join(GAP)
      .trimEnd();
  const heading = paintHeading(lineOf(columns.map((column) => column.title)));
  return `${[heading, ...cells.map(lineOf)].join('\n')}\n`;
}

const placed = (text: string, width: number, align: 'right' | undefined): string =>
  align === 'right' ? ' '.repeat(Math.max(0, width - textWidth(text))) + text : padTo(text, width);
