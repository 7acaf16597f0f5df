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
/** About 2 MB; they serve nine in ten look-ups of a novel. */
const KEPT_FEATURES = 8_192;

export function openTagger(model: TagModel): Tagger {
  const weightsOf = weightReader(model);
  return (words) => {
    const seen = [BEFORE_SECOND, BEFORE_FIRST, ...words.map((word) => seenAs(word, model.vocabulary))];
    seen.push(AFTER_LAST, AFTER_LAST_BUT_ONE);
    const tags: string[] = [];
    for (const [index, word] of words.entries()) {
      const settled = model.settled.get(word);
      tags.push(
        settled === undefined
          ? likeliest(model.tags, weightsOf, features(index, word, seen, tags))
          : String(JSON.parse(settled)),
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

/** What a feature says: numbers of tags, and the weight for each. */
interface Weights {
  readonly tags: readonly number[];
  readonly values: readonly number[];
}

type WeightsOf = (feature: string) => Weights;

/** Reads weights where they lie, and keeps those that come again and again: some features do in every sentence. */
function weightReader({ tags, weights }: TagModel): WeightsOf {
  const numbers = new Map(tags.map((tag, number) => [tag, number]));
  const kept = new Map<string, Weights>();
  return (feature) => {
    const before = kept.get(feature);
    if (before !== undefined) return before;
    const json = weights.get(feature);
    const pairs = json === undefined ? [] : Object.entries(JSON.parse(json) as object);
    const known = pairs.filter((pair): pair is [string, number] => typeof pair[1] === 'number' && numbers.has(pair[0]));
    const read = { tags: known.map(([tag]) => numbers.get(tag) ?? 0), values: known.map(([, weight]) => weight) };
    if (kept.size >= KEPT_FEATURES) kept.clear();
    kept.set(feature, read);
    return read;
  };
}

/** The tag with the highest score; of equals the last in the alphabet, as the weights were trained. */
function likeliest(tags: readonly string[], weightsOf: WeightsOf, found: readonly string[]): string {
  const scores = new Float64Array(tags.length);
  let isSeen = false;
  for (const feature of found) {
    const weights = weightsOf(feature);
    isSeen ||= weights.tags.length > 0;
    weights.tags.forEach((tag, index) => {
      scores[tag] = (scores[tag] ?? 0) + (weights.values[index] ?? 0);
    });
  }
  if (!isSeen) return FALLBACK;
  const best = tags.map((tag, number) => ({ tag, score: scores[number] ?? 0 }));
  return best.reduce((most, each) => {
    const difference = each.score - most.score;
    return difference > 0 || (difference === 0 && each.tag > most.tag) ? each : most;
  }).tag;
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
