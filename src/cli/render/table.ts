import { cutTo, padTo, textWidth } from './width.js';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
  readonly align?: 'right';
  /** Gives way where a line would be wider than the screen. */
  readonly narrows?: true;
}

const GAP = '  ';
/** A column that gives way is still as wide as this, in columns of the screen. */
const NARROWEST = 12;

/**
 * A table with a heading line; empty text when there is no row.
 * @param screen columns there are; without it nothing is cut, so that pipes get everything
 */
export function table<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  paintHeading: (text: string) => string = (text) => text,
  screen = Number.POSITIVE_INFINITY,
): string {
  if (rows.length === 0) return '';
  const cells = rows.map((row) => columns.map((column) => column.cell(row)));
  const needed = columns.map((column, index) =>
    // Not spread over Math.max: a report may have more rows than a call may have arguments.
    cells.reduce((most, line) => Math.max(most, textWidth(line[index] ?? '')), textWidth(column.title)),
  );
  const widths = columns.map((column, index) =>
    column.narrows ? narrowed(needed, index, screen) : (needed[index] ?? 0),
  );
  const lineOf = (texts: readonly string[]): string =>
    texts
      .map((text, index) => placed(cutTo(text, widths[index] ?? 0), widths[index] ?? 0, columns[index]?.align))
      .join(GAP)
      .trimEnd();
  const heading = paintHeading(lineOf(columns.map((column) => column.title)));
  return `${[heading, ...cells.map(lineOf)].join('\n')}\n`;
}

/** What the other columns leave of the screen to this one. */
function narrowed(needed: readonly number[], index: number, screen: number): number {
  const own = needed[index] ?? 0;
  const others = needed.reduce((sum, width) => sum + width + GAP.length, -GAP.length) - own;
  return Math.min(own, Math.max(NARROWEST, screen - others));
}

const placed = (text: string, width: number, align: 'right' | undefined): string =>
  align === 'right' ? ' '.repeat(Math.max(0, width - textWidth(text))) + text : padTo(text, width);
