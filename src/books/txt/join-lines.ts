/** Words of a text in lower case, with their hyphens: what a broken word is looked up in. */
export type Vocabulary = ReadonlySet<string>;

const WORD = /[\p{L}\p{M}]+(?:[-‐][\p{L}\p{M}]+)*/gu;
/** More different words than any book has. */
const MAX_WORDS = 500_000;
const BROKEN = /([\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*)[-‐\u00ad]$/u;
const FIRST_WORD = /^[\p{L}\p{M}]+/u;

export function vocabularyOf(lines: readonly string[]): Vocabulary {
  const words = new Set<string>();
  for (const line of lines) {
    for (const [word] of line.matchAll(WORD)) if (words.size < MAX_WORDS) words.add(word.toLowerCase());
  }
  return words;
}

/** Lines of one paragraph as its text: broken words are one again, a dash joins without a blank. */
export function joinLines(lines: readonly string[], vocabulary: Vocabulary, hyphenates: boolean): string {
  const pieces: string[] = [];
  let last = '';
  for (const line of lines) {
    const text = line.trim();
    if (text === '') continue;
    const seam = last === '' ? { keep: last, between: '' } : seamOf(last, text, vocabulary, hyphenates);
    if (last !== '') pieces.push(seam.keep, seam.between);
    last = text;
  }
  return [...pieces, last].join('');
}

/** @returns the line before the seam as it stays, and what goes between. */
function seamOf(
  before: string,
  after: string,
  vocabulary: Vocabulary,
  hyphenates: boolean,
): { readonly keep: string; readonly between: string } {
  if (/(--|[—―])$/.test(before) || /^(--|[—―])\p{L}/u.test(after)) return { keep: before, between: '' };
  const broken = BROKEN.exec(before);
  const next = FIRST_WORD.exec(after)?.[0];
  if (broken === null || next === undefined) return { keep: before, between: ' ' };
  const first = broken[1] ?? '';
  const isWhole = isOneWord(first, next, vocabulary, hyphenates || before.endsWith('\u00ad'));
  return { keep: isWhole ? before.slice(0, -1) : before, between: '' };
}

/** Whether two halves are one word: as the rest of the text writes it, else as the file's habit is. */
function isOneWord(first: string, next: string, vocabulary: Vocabulary, hyphenates: boolean): boolean {
  if (!/^\p{Ll}/u.test(next)) return false;
  const [a, b] = [first.toLowerCase(), next.toLowerCase()];
  if (vocabulary.has(a + b)) return true;
  if (vocabulary.has(`${a}-${b}`)) return false;
  return hyphenates;
}

/** Share of lines with a broken word from which a file breaks words; a file of Project Gutenberg never does. */
const HABIT = 0.02;
const BREAKS = /\p{Ll}[-‐]\s*$/u;

export const breaksWords = (lines: readonly string[]): boolean =>
  lines.filter((line) => BREAKS.test(line)).length >= Math.max(3, lines.length * HABIT);
