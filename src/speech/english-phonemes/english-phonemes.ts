import { sharedEnglishData } from './data/shared-data.js';
import type { EnglishData, EnglishFiles } from './data/voice-files.js';
import { alphabetOf } from './ipa.js';
import type { Accent } from './sounds.js';
import { type Item, itemsOf, type TaggedWord } from './text/items.js';
import { type Run, runsOf } from './text/runs.js';
import { splitRun } from './text/split-run.js';
import { openTagger, type Tagger } from './text/tagger.js';
import { openDictionary } from './words/dictionary.js';
import { S_ENDING } from './words/endings.js';
import { type Following, followingOf, type GroupReader, readGroup } from './words/group-reader.js';
import { lettersOf, soundsOf } from './words/spelling-net.js';
import { openUnknownWords } from './words/unknown-words.js';
import { openWordReader } from './words/word-reader.js';

/** Raise the number when a text can be read differently: it is part of every profile that reads so. */
export const ENGLISH_PHONEMES_VERSION = 'english-phonemes 1';

/** Positions in a string, `to` excluded. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** Where a word stands, and where its sounds do. */
export interface PhonemeWord {
  /** In `plainText` of what was given. */
  readonly text: TextRange;
  /** In `phonemes`: its sounds without the marks beside them; its marks alone where it has no sounds. */
  readonly phonemes: TextRange;
}

export interface EnglishReading {
  /** In the alphabet of Kokoro's voices, words apart by single spaces. Every symbol is one UTF-16 unit. */
  readonly phonemes: string;
  /** One for each of `wordsOf` of what was given, in order. */
  readonly words: readonly PhonemeWord[];
  /** Letters and signs nothing could be made of, each once, as met. */
  readonly skipped: readonly string[];
}

/** Asks the network in the file `spellingNetFile`: numbers of letters in, its answer out. */
export type AskSpellingNet = (letters: readonly number[]) => Promise<readonly number[]>;

export interface EnglishPhonemes {
  /** @param spoken normalised English; may hold pronunciations (see `pronounced`) */
  toPhonemes(spoken: string): Promise<EnglishReading>;
}

interface Reader extends GroupReader {
  readonly tagger: Tagger;
  readonly data: EnglishData;
}

const MARKS_AT_EDGES = /^[;:,.!?—…()\s]+|[;:,.!?—…()\s]+$/g;
/** Inside a word lists have two sounds that voices know by other signs. */
const FLAP = /ɾ/g;
const GLOTTAL_STOP = /ʔ/g;

/**
 * Opens the files once; a reading then takes about a millisecond.
 * @throws UserError (exit 7) `voiceMissing`, `voiceDamaged`
 */
export async function openEnglishPhonemes(files: EnglishFiles, ask: AskSpellingNet): Promise<EnglishPhonemes> {
  const data = await sharedEnglishData(files);
  const { accent } = files;
  const words = openWordReader({ gold: openDictionary(data.gold), silver: openDictionary(data.silver), accent });
  const listed = (word: string): string | null => words.read({ word, tag: '', next: 'consonant', beforeTo: false });
  const readUnknown = openUnknownWords({
    accent,
    listed,
    spell: words.spell,
    ask: async (word) => {
      const letters = lettersOf(word, data.alphabet);
      return letters.length === 0 ? null : soundsOf(await ask(letters), data.alphabet);
    },
  });
  const reader: Reader = { words, accent, readUnknown, tagger: openTagger(data.tagModel), data };
  return { toPhonemes: (spoken) => readText(reader, spoken) };
}

async function readText(reader: Reader, spoken: string): Promise<EnglishReading> {
  const runs = runsOf(spoken);
  const said: string[] = [];
  const skipped = new Set<string>();
  let following: Following = { next: 'pause', beforeTo: false };
  for (const items of itemsOfRuns(reader, runs).toReversed()) {
    const parts: string[] = [];
    for (const item of items.toReversed()) {
      const reading = await readItem(reader, item, following);
      parts.unshift(reading.phonemes);
      for (const sign of reading.skipped) skipped.add(sign);
      following = afterItem(item, reading.phonemes, following);
    }
    said.unshift(parts.join('').replace(FLAP, 'T').replace(GLOTTAL_STOP, 't'));
  }
  return { ...placed(runs, said), skipped: [...skipped] };
}

/** What is heard behind whatever stands in front of `item`. */
function afterItem(item: Item, phonemes: string, following: Following): Following {
  if (item.type !== 'group') return followingOf('', '', phonemes, following);
  const [first] = item.pieces;
  const isAlone = item.pieces.length === 1;
  return followingOf(isAlone ? (first?.text ?? '') : '', first?.tag ?? '', phonemes, following);
}

const readItem = async (reader: Reader, item: Item, following: Following) =>
  item.type === 'group' ? readGroup(reader, item.pieces, following) : { phonemes: item.phonemes, skipped: [] };

function itemsOfRuns({ tagger, data, accent }: Reader, runs: readonly Run[]): readonly (readonly Item[])[] {
  const words = runs.map((run) => wordsOfRun(run, data, accent));
  const tags = tagger(words.flat().map(({ text }) => text));
  let at = 0;
  return words.map((own, index) => {
    const tagged = own.map((word, place): TaggedWord => ({ ...word, tag: tags[at + place] ?? '' }));
    at += own.length;
    return itemsOf(tagged, index === words.length - 1);
  });
}

type Word = Omit<TaggedWord, 'tag'>;

function wordsOfRun({ parts }: Run, { splitWords }: EnglishData, accent: Accent): readonly Word[] {
  const words: Word[] = [];
  for (const part of parts) {
    if (part.type === 'sounds') words.push({ text: part.word, phonemes: alphabetOf(part.ipa, accent) });
    else for (const text of splitRun(part.text, splitWords)) words.push({ text, phonemes: null });
  }
  return words.flatMap((word, index) => withEnding(word, words[index - 1], words[index + 1], accent));
}

/** `’s` behind given sounds is said as they ask for. */
function withEnding(word: Word, before: Word | undefined, after: Word | undefined, accent: Accent): readonly Word[] {
  const isEnding = (each: Word | undefined): boolean => each?.phonemes === null && /^'s$/i.test(each.text);
  if (isEnding(word) && before !== undefined && before.phonemes !== null) return [];
  if (word.phonemes === null || !isEnding(after)) return [word];
  return [{ ...word, phonemes: S_ENDING.add(word.phonemes, accent) ?? word.phonemes }];
}

/** The words' sounds in one string, and where each went. */
function placed(runs: readonly Run[], said: readonly string[]): Omit<EnglishReading, 'skipped'> {
  let phonemes = '';
  const words = runs.map(({ from, to }, index): PhonemeWord => {
    const own = said[index] ?? '';
    if (own !== '' && phonemes !== '') phonemes += ' ';
    const begin = phonemes.length;
    phonemes += own;
    const bare = own.replace(MARKS_AT_EDGES, '');
    const first = bare === '' ? 0 : own.indexOf(bare);
    const length = bare === '' ? own.length : bare.length;
    return { text: { from, to }, phonemes: { from: begin + first, to: begin + first + length } };
  });
  return { phonemes, words };
}
