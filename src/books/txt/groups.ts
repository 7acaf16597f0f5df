import type { Layout } from './layout.js';

/** Lines that belong together, and the blank lines before them. */
export interface Group {
  readonly lines: readonly string[];
  readonly blanksBefore: number;
}

const INDENT = /^(?: {1,12}|\t|\u3000)\S/u;

/** Parts lines where the layout parts paragraphs. */
export function groupsOf(lines: readonly string[], layout: Layout): readonly Group[] {
  const groups: { lines: string[]; blanksBefore: number }[] = [];
  let blanks = 1;
  for (const line of lines) {
    if (line.trim() === '') {
      blanks += 1;
      continue;
    }
    const last = groups.at(-1);
    const begins = blanks > 0 || last === undefined || (layout.isIndented && INDENT.test(line));
    if (begins) groups.push({ lines: [line], blanksBefore: blanks });
    else last.lines.push(line);
    blanks = 0;
  }
  return groups;
}
