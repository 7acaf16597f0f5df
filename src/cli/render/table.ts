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
/** One that was not to give way; numbers are narrower, and a cut number would be another. */
const NARROWEST_AT_NEED = 10;

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
  const widths = fitted(needed, columns, screen);
  const lineOf = (texts: readonly string[]): string =>
    texts
      .map((text, index) => placed(cutTo(text, widths[index] ?? 0), widths[index] ?? 0, columns[index]?.align))
      .join(GAP)
      .trimEnd();
  const cutLineOf = (texts: readonly string[]): string => cutTo(lineOf(texts), screen);
  const heading = paintHeading(cutLineOf(columns.map((column) => column.title)));
  return `${[heading, ...cells.map(cutLineOf)].join('\n')}\n`;
}

/** First what may give way does, then the rest from the widest on; the first column, which names the row, comes last. */
function fitted<Row>(needed: readonly number[], columns: readonly Column<Row>[], screen: number): readonly number[] {
  const indices = columns.map((_, index) => index);
  const isMeant = (index: number): boolean => columns[index]?.narrows === true;
  const stages = [
    { giving: indices.filter(isMeant), least: NARROWEST },
    { giving: indices.filter((index) => index > 0 && !isMeant(index)), least: NARROWEST_AT_NEED },
    { giving: [0], least: NARROWEST },
  ];
  const room = screen - GAP.length * (columns.length - 1);
  return stages.reduce((widths, { giving, least }) => shaved(widths, giving, least, room), needed);
}

/** The widest of the giving columns gets narrower until all fit or none is wider than the least. */
function shaved(widths: readonly number[], giving: readonly number[], least: number, room: number): readonly number[] {
  const shavedWidths = [...widths];
  let over = widths.reduce((sum, width) => sum + width, 0) - room;
  while (over > 0) {
    const widest = Math.max(...giving.map((index) => shavedWidths[index] ?? 0));
    const at = giving.find((index) => shavedWidths[index] === widest);
    if (at === undefined || widest <= least) break;
    shavedWidths[at] = widest - 1;
    over -= 1;
  }
  return shavedWidths;
}

const placed = (text: string, width: number, align: 'right' | undefined): string =>
  align === 'right' ? ' '.repeat(Math.max(0, width - textWidth(text))) + text : padTo(text, width);
