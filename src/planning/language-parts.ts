import type { Passage } from '../books/book.js';
import { primaryLanguage } from '../books/language.js';

/** A language and the profile that speaks it. */
export interface SpokenIn {
  /** BCP 47. */
  readonly language: string;
  readonly speaker: string;
}

/** A stretch of a passage in one language. */
export interface LanguagePart extends SpokenIn {
  readonly text: string;
}

/** The profile that speaks a language: its own voice's, or that of the book's voice. */
export type SpeakerOf = (language: string) => string;

/** Fewer words of another language are said in passing, by the voice that is speaking. */
const MIN_WORDS = 3;
/** Scripts written without blanks: characters that count as three words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{6}/u;

const isLong = (text: string): boolean =>
  (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) >= MIN_WORDS || UNSPACED.test(text);

/**
 * In which language each passage is, and who speaks it. What is short in another language, with its neighbours in that
 * language, the book's voice says.
 * @param language of the chapter
 * @param own the book's voice
 */
export function passageSpeakers(
  passages: readonly Passage[],
  language: string,
  own: string,
  speakerOf: SpeakerOf,
): readonly SpokenIn[] {
  return stretchesOf(passages, language).flatMap((stretch) => {
    const speaker = speakerOf(stretch[0]?.language ?? language);
    const isOther = speaker !== own && isLong(stretch.map(({ text }) => text).join(' '));
    return stretch.map((passage) => ({
      language: passage.language ?? language,
      speaker: isOther ? speaker : own,
    }));
  });
}

/** Neighbours in one language together. */
function stretchesOf(passages: readonly Passage[], language: string): readonly (readonly Passage[])[] {
  const tagOf = (passage: Passage | undefined): string =>
    primaryLanguage((passage?.language ?? language).toLowerCase());
  const stretches: Passage[][] = [];
  for (const passage of passages) {
    const open = stretches.at(-1);
    if (open !== undefined && tagOf(open[0]) === tagOf(passage)) open.push(passage);
    else stretches.push([passage]);
  }
  return stretches;
}

/**
 * A passage cut where another voice begins; joined, the parts are its text. Quotes and marks round a run go with it.
 */
export function languageParts(
  { text, runs = [] }: Passage,
  own: SpokenIn,
  speakerOf: SpeakerOf,
): readonly LanguagePart[] {
  const parts: LanguagePart[] = [];
  let end = 0;
  const foreign = runs.filter((run) => run.kind === 'language').sort((a, b) => a.from - b.from);
  for (const run of foreign) {
    const from = text.slice(0, run.from).trimEnd().length === end ? end : startWithQuotes(text, run.from);
    const to = endWithMarks(text, run.to);
    const speaker = speakerOf(run.language);
    if (speaker === own.speaker || !isLong(text.slice(run.from, run.to)) || from < end) continue;
    if (from > end) parts.push({ ...own, text: text.slice(end, from) });
    parts.push({ text: text.slice(from, to), language: run.language, speaker });
    end = to;
  }
  return end < text.length || parts.length === 0 ? [...parts, { ...own, text: text.slice(end) }] : parts;
}

/** Quotes and brackets in a row that are looked at. */
const MOST_SIGNS = 8;

const startWithQuotes = (text: string, from: number): number =>
  from - (/["'“‘«„([¿¡—–]*$/u.exec(text.slice(Math.max(0, from - MOST_SIGNS), from))?.[0].length ?? 0);

const endWithMarks = (text: string, to: number): number =>
  to + (/^[^\p{L}\p{N}\s]*/u.exec(text.slice(to, to + MOST_SIGNS))?.[0].length ?? 0);
