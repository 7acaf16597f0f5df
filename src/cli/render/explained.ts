import type { ExplainedCode } from '../explain/index.js';
import type { Drawing } from './drawing.js';
import { table } from './table.js';
import { textWidth } from './width.js';

/** Where the same stands in the docs. */
export const docsOf = (code: string): string => `docs/errors.md#${code.toLowerCase()}`;

/** All codes, a line for each. */
export const codesTable = (codes: readonly ExplainedCode[], { paintHeading, columns }: Drawing): string =>
  table(
    [
      { title: 'code', cell: ({ code }: ExplainedCode) => code },
      { title: 'what it means', cell: ({ title }) => title, narrows: true },
    ],
    codes,
    paintHeading,
    columns,
  );

const INDENT = '  ';
/** Longer lines are hard to read, however wide the screen is. */
const WIDEST_TEXT = 100;

/** One code whole, wrapped to the screen. */
export function explanationText(
  { code, title, meaning, causes, cures }: ExplainedCode,
  { paintHeading, columns }: Drawing,
): string {
  const width = Math.min(columns, WIDEST_TEXT);
  const list = (heading: string, lines: readonly string[]): string =>
    [`${heading}:`, ...lines.map((line) => wrapped(line, width, `${INDENT}- `, `${INDENT}${INDENT}`))].join('\n');
  return [
    `${paintHeading(`${code}  ${title}`)}`,
    wrapped(meaning, width, '', ''),
    list('Usual causes', causes),
    list('What to do', cures),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

/** Breaks between words; a word longer than the line stands alone. */
function wrapped(text: string, width: number, first: string, next: string): string {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(' ')) {
    const longer = isEmpty ? `${line}${word}` : `${line} ${word}`;
    if (isEmpty || textWidth(longer) <= width) line = longer;
    else {
      lines.push(line);
      line = `${next}${word}`;
    }
    isEmpty = false;
  }
  return [...lines, line].join('\n');
}
