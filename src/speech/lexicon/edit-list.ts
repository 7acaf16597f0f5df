import { type LexiconEntry, saidText, wordKey } from './entry.js';
import { entryKey, linesOf, readLine } from './list-file.js';

const HEADING = '# How words are said: WORD = SAID AS, or WORD = /IPA/. A line may end with its language: @de\n';

/** The list with this entry: in the place of the same word's, else at the end; every other line stays as it is. */
export function withEntry(text: string, entry: LexiconEntry): string {
  const lines = withSections(text);
  const line = (section: string | null): string =>
    `${entry.word} = ${saidText(entry)}${entry.language === section ? '' : ` @${entry.language ?? '*'}`}`;
  const there = lines.findIndex((each) => each.key === entryKey(entry));
  if (there >= 0) {
    const kept = lines.map((each, index) =>
      index === there ? line(each.section) + (/\s#.*$/.exec(each.text)?.[0] ?? '') : each.text,
    );
    return joined(kept);
  }
  const last = lines.findLastIndex((each) => each.text.trim() !== '');
  const before = lines.slice(0, last + 1).map((each) => each.text);
  const added = line(lines[last]?.section ?? null);
  return before.length === 0 ? `${HEADING}${added}\n` : joined([...before, added]);
}

export interface WithoutWord {
  readonly text: string;
  /** What was taken out. */
  readonly removed: readonly LexiconEntry[];
}

/** The list without a word: in every language, or (null: without one) in the one that is given. */
export function withoutWord(text: string, word: string, language?: string | null): WithoutWord {
  const goes = ({ entry }: Line): boolean =>
    entry !== null && wordKey(entry.word) === wordKey(word) && (language === undefined || entry.language === language);
  const lines = withSections(text);
  const kept = lines.filter((line) => !goes(line)).map((line) => line.text);
  const removed = lines.flatMap((line) => (line.entry !== null && goes(line) ? [line.entry] : []));
  return { text: joined(kept), removed };
}

interface Line {
  readonly text: string;
  readonly section: string | null;
  readonly entry: LexiconEntry | null;
  readonly key: string | null;
}

function withSections(text: string): readonly Line[] {
  let section: string | null = null;
  return linesOf(text).map((written) => {
    const content = readLine(written, section);
    if (content.type === 'section') section = content.language;
    const entry = content.type === 'entry' ? content.entry : null;
    return { text: written, section, entry, key: entry === null ? null : entryKey(entry) };
  });
}

const joined = (lines: readonly string[]): string => `${lines.join('\n').replace(/\n+$/, '')}\n`;
