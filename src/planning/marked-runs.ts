import type { PassageRun } from '../books/book.js';
import { splitSentences } from '../books/sentences.js';
import { normaliseForSpeech, romanValue } from '../speech/normalise/index.js';

/** A sentence as a reader sees it, and as the rules of its language get it. */
export interface MarkedSentence {
  readonly shown: string;
  readonly toSay: string;
}

/** From one index of a text up to another. */
type Stretch = Pick<PassageRun, 'from' | 'to'>;

/** Of letters that are spelt, written without stops: what has stops, the rules of its language know (`i.e.`). */
const LETTERS = /(?<![\p{L}\p{N}])\p{Lu}{2,8}(?![\p{L}\p{N}])/gu;
/** Characters before a numeral in which the word stands that may say what it counts. */
const MOST_BEFORE = 40;
const WORD_BEFORE = /(?<![\p{L}\p{N}])(\p{L}[\p{L}'’]*\.?) $/u;

/**
 * The sentences of a part of a passage, with digits for what the markup says is a Roman numeral where the rules of the
 * language cannot be sure of it (`chapter I`, `XXXIX Articles`).
 * @param start index of the part in its passage
 * @param numerals of the passage, rising
 */
export function markedSentences(
  part: string,
  start: number,
  numerals: readonly Stretch[],
  language: string,
): readonly MarkedSentence[] {
  const waiting = numerals.values();
  let next = waiting.next();
  let end = 0;
  return splitSentences(part, language).map((shown) => {
    const at = numerals.length === 0 ? 0 : part.indexOf(shown, end);
    if (at >= 0) end = at + shown.length;
    const own: Stretch[] = [];
    for (; !next.done && next.value.from < start + end; next = waiting.next()) {
      const [from, to] = [next.value.from - start - at, next.value.to - start - at];
      if (at >= 0 && from >= 0 && to <= shown.length) own.push({ from, to });
    }
    return { shown, toSay: own.length === 0 ? shown : withDigits(shown, own, language) };
  });
}

function withDigits(sentence: string, numerals: readonly Stretch[], language: string): string {
  const known = normaliseForSpeech(sentence, language);
  if (!numerals.some(({ from, to }) => holdsWord(known, sentence.slice(from, to)))) return sentence;
  const parts: string[] = [];
  let end = 0;
  for (const { from, to } of numerals.filter(
    (numeral) => romanValue(sentence.slice(numeral.from, numeral.to)) !== null,
  )) {
    if (from < end) continue;
    const isEnded = /^\p{L}/u.test(sentence.slice(to, to + 1));
    const before = WORD_BEFORE.exec(sentence.slice(Math.max(0, from - MOST_BEFORE), from))?.[1] ?? '';
    parts.push(sentence.slice(end, from), sayNumeral(sentence.slice(from, to), isEnded ? '' : before, language));
    end = to;
  }
  return parts.join('') + sentence.slice(end);
}

/** As it is said behind the word before it ("the Eighth"), else in digits. */
function sayNumeral(numeral: string, before: string, language: string): string {
  const asked = normaliseForSpeech(`${before} ${numeral}`, language);
  const isKnown = before !== '' && asked.startsWith(`${before} `) && !holdsWord(asked, numeral);
  return isKnown ? asked.slice(before.length + 1) : String(romanValue(numeral));
}

/** With an ending, too: `VIIIth`. */
const holdsWord = (text: string, numeral: string): boolean =>
  romanValue(numeral) !== null && new RegExp(`(?<![\\p{L}\\p{N}])${numeral}`, 'u').test(text);

/** Spells the letters that the markup says are spelt, where the rules of the language do not: `AD` → `Eh D`. */
export function withSpelt(spoken: string, initialisms: ReadonlySet<string>, language: string): string {
  if (initialisms.size === 0) return spoken;
  return spoken.replace(LETTERS, (letters) =>
    initialisms.has(letters)
      ? normaliseForSpeech([...letters].map((letter) => `${letter}.`).join(''), language).replace(/\.$/, '')
      : letters,
  );
}
