import { count, numberOf } from '../../ordering/index.js';
import type { Drawing } from './drawing.js';
import { table } from './table.js';
import type { ReadingReport } from '../../client/index.js';

type LeftOut = ReadingReport['leftOut'][number];

/** Lines that `show` has room for. */
const LINES_SHOWN = 5;

/** What is not spoken although nobody chose its chapter away, in numbers. */
export interface NotSpoken {
  readonly things: number;
  readonly characters: number;
  /** By name: what nobody could read. */
  readonly unreadable: readonly string[];
}

export function notSpokenOf({ leftOut }: ReadingReport): NotSpoken {
  const unasked = leftOut.filter(({ why }) => why !== 'not-selected');
  return {
    things: unasked.length,
    characters: unasked.reduce((sum, { characters }) => sum + characters, 0),
    unreadable: leftOut.filter(({ why }) => why === 'unreadable').map(({ what }) => what),
  };
}

/** What a finished book's screen says of it; empty when everything is spoken. @param command shows all of it */
export function notSpokenLines(report: ReadingReport | null, command: string): string {
  if (report === null) return '';
  const { things, characters, unreadable } = notSpokenOf(report);
  if (things === 0) return '';
  const unread = unreadable.map((name) => `Could not be read: ${name}\n`).join('');
  return `${unread}Not spoken: ${count(things, 'thing')}, ${count(characters, 'character')} (${command})\n`;
}

/** The top of the report, and how much there is of it. */
export function reportSummary(report: ReadingReport | null, command: string, drawing: Drawing): string {
  if (report === null) return '';
  const shown = notSpokenTable(report.leftOut.slice(0, LINES_SHOWN), drawing);
  const lines = notSpokenLines(report, command);
  return shown === '' ? '' : `${shown}${lines}`;
}

/** All of it, for people. */
export function reportText({ leftOut, warnings }: ReadingReport, drawing: Drawing): string {
  if (leftOut.length + warnings.length === 0) return 'Every word of the book is spoken.\n';
  const total = leftOut.reduce((sum, { characters }) => sum + characters, 0);
  return [
    notSpokenTable(leftOut, drawing),
    leftOut.length === 0 ? '' : `${count(leftOut.length, 'thing')}, ${count(total, 'character')}\n`,
    warnings.map((warning) => `note: ${warning}\n`).join(''),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

export const notSpokenTable = (leftOut: readonly LeftOut[], { paintHeading, columns }: Drawing): string =>
  table(
    [
      { title: 'not spoken', cell: (row) => row.what, narrows: true },
      { title: 'why', cell: (row) => row.why },
      { title: 'characters', cell: (row) => numberOf(row.characters), align: 'right' },
    ],
    leftOut,
    paintHeading,
    columns,
  );
