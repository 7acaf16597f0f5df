import type { JsonTable } from '../data/json-table.js';

/** An averaged perceptron that tells parts of speech, as its file holds it. */
export interface TagModel {
  /** All tags, in the Penn treebank's names. */
  readonly tags: readonly string[];
  /** Words that have one tag, whatever stands beside them. */
  readonly settled: JsonTable;
  /** Words that weights may name; of any other, only the shape counts. */
  readonly vocabulary: ReadonlySet<string>;
  /** Feature → what it says for each tag. */
  readonly weights: JsonTable;
}

/** A tag for each of `words`, in order. */
export type Tagger = (words: readonly string[]) => readonly string[];

const BEFORE_FIRST = '-START-';
const BEFORE_SECOND = '-START2-';
const AFTER_LAST = '-END-';
const AFTER_LAST_BUT_ONE = '-END2-';
/** Letters at a word's end that tell its kind. */
const SUFFIX = 3;
/** Characters of the shape of a word with figures or signs in it. */
const SHAPE = 4;
const YEAR_DIGITS = 4;
const FALLBACK = 'NN';

export function openTagger(model: TagModel): Tagger {
  return (words) => {
    const seen = [BEFORE_SECOND, BEFORE_FIRST, ...words.map((word) => seenAs(word, model.vocabulary))];
    seen.push(AFTER_LAST, AFTER_LAST_BUT_ONE);
    const tags: string[] = [];
    for (const [index, word] of words.entries()) {
      const settled = model.settled.get(word);
      tags.push(
        settled === undefined ? likeliest(model, features(index, word, seen, tags)) : String(JSON.parse(settled)),
      );
    }
    return tags;
  };
}

/** What the weights were made from. `seen` has two entries before the first word. */
function features(index: number, word: string, seen: readonly string[], tags: readonly string[]): readonly string[] {
  const at = (distance: number): string => seen[index + 2 + distance] ?? '';
  const tag = (distance: number): string =>
    tags[index + distance] ?? (index + distance === -1 ? BEFORE_FIRST : BEFORE_SECOND);
  return [
    'b',
    `s3=${word.slice(-SUFFIX)}`,
    `p1=${word.charAt(0)}`,
    `w=${at(0)}`,
    `sh=${shapeOf(word)}`,
    index === 0 ? 'i0' : 'i+',
    `t-1=${tag(-1)}`,
    `t-2=${tag(-2)}`,
    `t-12=${tag(-1)},${tag(-2)}`,
    `w-1=${at(-1)}`,
    `s3-1=${at(-1).slice(-SUFFIX)}`,
    `w-2=${at(-2)}`,
    `w+1=${at(1)}`,
    `s3+1=${at(1).slice(-SUFFIX)}`,
    `w+2=${at(2)}`,
  ];
}

/** The tag with the highest score; of equals the last in the alphabet, as the weights were trained. */
function likeliest(model: TagModel, found: readonly string[]): string {
  const scores = new Map<string, number>();
  for (const feature of found) {
    const weights = model.weights.get(feature);
    if (weights === undefined) continue;
    for (const [tag, weight] of Object.entries(JSON.parse(weights) as object)) {
      if (typeof weight === 'number') scores.set(tag, (scores.get(tag) ?? 0) + weight);
    }
  }
  if (scores.size === 0) return FALLBACK;
  const score = (tag: string): number => scores.get(tag) ?? 0;
  return model.tags.reduce((best, tag) => {
    const difference = score(tag) - score(best);
    return difference > 0 || (difference === 0 && tag > best) ? tag : best;
  }, model.tags[0] ?? FALLBACK);
}

function seenAs(word: string, vocabulary: ReadonlySet<string>): string {
  const known = normal(word);
  return vocabulary.has(known) ? known : `<${shapeOf(word)}>`;
}

function normal(word: string): string {
  if (word.indexOf('-') > 0) return '!HYPHEN';
  if (/^\d+$/.test(word) && word.length === YEAR_DIGITS) return '!YEAR';
  return /^\d/.test(word) ? '!DIGITS' : word.toLowerCase();
}

function shapeOf(word: string): string {
  if (/^\p{L}+$/u.test(word)) return shapeOfLetters(word);
  if (/^\d+$/.test(word)) return 'd';
  return [...word.slice(0, SHAPE)].map((sign) => (/\d/.test(sign) ? 'd' : /\p{L}/u.test(sign) ? 'x' : sign)).join('');
}

function shapeOfLetters(word: string): string {
  if (word === word.toLowerCase()) return 'x';
  if (word === word.toUpperCase()) return word.length > 1 ? 'XX' : 'X1';
  return word.slice(1) === word.slice(1).toLowerCase() ? 'Xx' : 'xX';
}
