import type { JsonTable } from '../data/json-table.js';
import type { NextSound } from '../sounds.js';

/** How a word is said: always so, or so by its part of speech (null: it is spelt out there). */
export type Entry = string | Readonly<Record<string, string | null>>;

/** One list of words and their phonemes. */
export interface Dictionary {
  /** `Word` also answers to `word` and the other way round, unless each stands for itself. */
  get(word: string): Entry | undefined;
}

/** The entry for a word at the end of a phrase, and the one for all parts of speech that have none of their own. */
const PHRASE_END = 'None';
const OTHERWISE = 'DEFAULT';

export function openDictionary(table: JsonTable): Dictionary {
  const find = (word: string): Entry | undefined => {
    const value = table.get(word);
    return value === undefined ? undefined : readEntry(value);
  };
  return { get: (word) => find(word) ?? findOther(word, find) };
}

function findOther(word: string, find: Dictionary['get']): Entry | undefined {
  const small = word.toLowerCase();
  const capital = word.charAt(0).toUpperCase() + small.slice(1);
  if (word.length < 2 || small === capital) return undefined;
  if (word === small) return find(capital);
  return word === capital ? find(small) : undefined;
}

function readEntry(json: string): Entry | undefined {
  const value: unknown = JSON.parse(json);
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  const readings = Object.entries(value).filter(
    (reading): reading is [string, string | null] => typeof reading[1] === 'string' || reading[1] === null,
  );
  return Object.fromEntries(readings);
}

/** The reading for a part of speech, in the Penn treebank's tags; null where there is none. */
export function readingOf(entry: Entry, tag: string, next: NextSound): string | null {
  if (typeof entry === 'string') return entry;
  const wanted = next === 'pause' && PHRASE_END in entry ? PHRASE_END : tag in entry ? tag : wordClass(tag);
  const own = entry[wanted];
  return (own === undefined ? entry[OTHERWISE] : own) ?? null;
}

/** What the dictionaries tell apart. */
export function wordClass(tag: string): string {
  if (tag.startsWith('VB')) return 'VERB';
  if (tag.startsWith('NN')) return 'NOUN';
  if (tag.startsWith('RB')) return 'ADV';
  return tag.startsWith('JJ') ? 'ADJ' : tag;
}
