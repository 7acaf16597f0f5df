import { collapseSpaces, LINE_BREAK } from './characters.js';

/** Two short lines are an address or a signature; three begin to be a poem. */
const MIN_LINES = 3;
/** Characters; longer ones are prose with line breaks in it. */
const MAX_LINE = 90;
const MAX_MEAN_LINE = 64;
/** A line of verse without line breaks round it is not longer than this. */
export const MAX_LONE_VERSE = 160;
/** Blanks by which a printed line that was too long is moved in, and how long the line before then is at least. */
const CONTINUATION = /^\s{4,}[\p{Ll}(]/u;
const CONTINUED_LINE = 50;

export interface VerseLine {
  readonly text: string;
  readonly endsStanza: boolean;
}

/** The lines of a block, blank ones included, with their white space at the start. */
export const linesOf = (raw: string, preformatted: boolean): string[] =>
  raw.split(preformatted ? /\u2028|\r?\n/ : LINE_BREAK);

/** Whether text with line breaks is verse, judged by its lines alone. */
export function looksLikeVerse(lines: readonly string[]): boolean {
  const lengths = lines.map((line) => collapseSpaces(line).length).filter((length) => length > 0);
  if (lengths.length < MIN_LINES) return false;
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  return mean <= MAX_MEAN_LINE && Math.max(...lengths.slice(0, 1_000)) <= MAX_LINE;
}

/** Lines as spoken: a line broken by the page is one again, a blank line ends a stanza. */
export function verseLines(lines: readonly string[]): readonly VerseLine[] {
  const verse: { text: string; endsStanza: boolean }[] = [];
  for (const line of lines) {
    const text = collapseSpaces(line);
    const last = verse.at(-1);
    if (text === '') {
      if (last) last.endsStanza = true;
    } else if (
      last &&
      !last.endsStanza &&
      last.text.length >= CONTINUED_LINE &&
      CONTINUATION.test(line.replace(/^\r?\n/, ''))
    ) {
      last.text += ` ${text}`;
    } else {
      verse.push({ text, endsStanza: false });
    }
  }
  const last = verse.at(-1);
  if (last) last.endsStanza = true;
  return verse;
}
