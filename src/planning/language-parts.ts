import type { Passage } from '../books/book.js';

/** A stretch of a passage in one language. */
export interface LanguagePart {
  readonly text: string;
  readonly language: string;
}

/** Fewer words of another language are said in passing, by the voice that is speaking. */
const MIN_WORDS = 3;

const primary = (language: string): string => language.toLowerCase().split('-')[0] ?? '';

/**
 * A passage cut where another language begins that has a voice of its own; joined, the parts are its text. Quotes and
 * marks round a run go with it.
 * @param isVoiced asked with a primary tag: `fr`
 */
export function languageParts(
  { text, runs = [] }: Passage,
  language: string,
  isVoiced: (language: string) => boolean,
): readonly LanguagePart[] {
  const parts: LanguagePart[] = [];
  let end = 0;
  const foreign = runs.filter((run) => run.kind === 'language').sort((a, b) => a.from - b.from);
  for (const run of foreign) {
    const from = text.slice(0, run.from).trimEnd().length === end ? end : startWithQuotes(text, run.from);
    const to = endWithMarks(text, run.to);
    const words = text.slice(run.from, run.to).match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
    const isOther = primary(run.language) !== primary(language) && isVoiced(primary(run.language));
    if (!isOther || words < MIN_WORDS || from < end) continue;
    if (from > end) parts.push({ text: text.slice(end, from), language });
    parts.push({ text: text.slice(from, to), language: run.language });
    end = to;
  }
  return end < text.length || parts.length === 0 ? [...parts, { text: text.slice(end), language }] : parts;
}

/** Quotes and brackets in a row that are looked at. */
const MOST_SIGNS = 8;

const startWithQuotes = (text: string, from: number): number =>
  from - (/["'“‘«„([¿¡—–]*$/u.exec(text.slice(Math.max(0, from - MOST_SIGNS), from))?.[0].length ?? 0);

const endWithMarks = (text: string, to: number): number =>
  to + (/^[^\p{L}\p{N}\s]*/u.exec(text.slice(to, to + MOST_SIGNS))?.[0].length ?? 0);
