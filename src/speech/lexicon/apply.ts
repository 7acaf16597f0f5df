import { capitalise, cleanCharacters } from '../normalise/shared/index.js';
import { MAX_UTTERANCE_CHARACTERS, plainText, pronounced, speechSize } from '../speech-engine.js';
import type { LexiconEntry } from './entry.js';
import { type FoundWord, primaryTag, type WordFinder, wordFinder } from './find-words.js';
import { type StandIns, standInsFor } from './stand-ins.js';

/** Makes a sentence ready for a voice and cuts it into model calls. */
export type Cut = (sentence: string) => readonly string[];

export interface SaidPiece {
  /** For the voice; may hold pronunciations. */
  readonly spoken: string;
  /** Its length as it would be without the lists, so that they move nothing into another segment. */
  readonly size: number;
}

/** Says a sentence in a language as the lists want it. */
export type WordSayer = (sentence: string, language: string, cut: Cut) => readonly SaidPiece[];

/** @param entries the strongest first */
export function wordSayer(entries: readonly LexiconEntry[]): WordSayer {
  if (entries.length === 0) return (sentence, _, cut) => asTheyAre(cut(sentence));
  const finderOf = findersOf(entries);
  return (sentence, language, cut) => sayWords(sentence, finderOf(language), cut);
}

/** How often each entry is found in texts; those that another one hides, too, are found never. */
export function countListed(
  entries: readonly LexiconEntry[],
  texts: Iterable<{ readonly text: string; readonly language: string }>,
): readonly number[] {
  const finderOf = findersOf(entries);
  const counts = entries.map(() => 0);
  for (const { text, language } of entries.length === 0 ? [] : texts) {
    for (const { rank } of finderOf(language).find(tidy(text))) counts[rank] = (counts[rank] ?? 0) + 1;
  }
  return counts;
}

function findersOf(entries: readonly LexiconEntry[]): (language: string) => WordFinder {
  const finders = new Map<string, WordFinder>();
  return (language) => {
    const tag = primaryTag(language);
    const finder = finders.get(tag) ?? wordFinder(entries, tag);
    finders.set(tag, finder);
    return finder;
  };
}

/**
 * Cut first and then said, so that the rules of the language see the book's own words. Where they change a listed word
 * (an abbreviation, a numeral), a stand-in goes through them in its place.
 */
function sayWords(sentence: string, finder: WordFinder, cut: Cut): readonly SaidPiece[] {
  const pieces = cut(sentence);
  const clean = tidy(sentence);
  const wanted = finder.find(clean);
  if (wanted.length === 0) return asTheyAre(pieces);
  const found = pieces.map((piece) => finder.find(piece));
  const spoken = pieces.map((piece, index) => replaced(piece, found[index] ?? [], (word) => said(piece, word)));
  const standIns = standInsFor(clean);
  const isWhole = sameWords(wanted, found.flat()) && spoken.every(fits);
  if (isWhole || standIns === null)
    return spoken.map((piece, index) => ({ spoken: piece, size: sizeOf(pieces, index) }));
  const held = withStandIns(clean, wanted, standIns, cut);
  return held.map((piece, index) => ({
    spoken: piece,
    size: held.length === pieces.length ? sizeOf(pieces, index) : speechSize(plainText(piece)),
  }));
}

const asTheyAre = (pieces: readonly string[]): readonly SaidPiece[] =>
  pieces.map((piece) => ({ spoken: piece, size: speechSize(piece) }));

const sizeOf = (pieces: readonly string[], index: number): number => speechSize(pieces[index] ?? '');
const fits = (spoken: string): boolean => speechSize(plainText(spoken)) <= MAX_UTTERANCE_CHARACTERS;
const tidy = (text: string): string => cleanCharacters(text).replace(/\s+/g, ' ').trim();

const sameWords = (wanted: readonly FoundWord[], found: readonly FoundWord[]): boolean =>
  wanted.length === found.length && wanted.every(({ rank }, index) => rank === found[index]?.rank);

function withStandIns(clean: string, words: readonly FoundWord[], standIns: StandIns, cut: Cut): readonly string[] {
  const sayings = words.map((word) => said(clean, word));
  const numbers = new Map(words.map((word, index) => [word, index]));
  const held = replaced(clean, words, (word) => {
    const number = numbers.get(word) ?? 0;
    return standIns.put(number, clean.slice(word.at, word.end), plainText(sayings[number] ?? '').length);
  });
  return cut(held).map((piece) => standIns.takeBack(piece, (number) => sayings[number] ?? ''));
}

function replaced(text: string, words: readonly FoundWord[], say: (word: FoundWord) => string): string {
  const parts: string[] = [];
  let end = 0;
  for (const word of words) {
    parts.push(text.slice(end, word.at), say(word));
    end = word.end;
  }
  return parts.join('') + text.slice(end);
}

/** A word and its ending as the voice is given them. eSpeak hears no full stop before a small letter: capitals stay. */
function said(text: string, { at, end, entry, ending }: FoundWord): string {
  const written = text.slice(at, end);
  if (entry.said.type === 'ipa') return pronounced(written, ending?.sounds(entry.said.ipa) ?? entry.said.ipa);
  const words = entry.said.text + (ending?.written ?? '');
  return /^\p{Lu}/u.test(written) ? words.replace(/^\P{L}*\p{L}/u, capitalise) : words;
}
