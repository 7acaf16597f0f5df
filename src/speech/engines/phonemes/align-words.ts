import type { SymbolRange } from '../word-marks.js';

/** A numeral is read as a word or more; a letter as about one sound. */
const SYMBOLS_OF_A_DIGIT = 4;
/** Words said as one ("of the"), and sounds of one word that stand apart ("1850"): no phonemiser goes further than this. */
const MOST_WORDS_OF_A_SOUND = 4;
const MOST_SOUNDS_OF_A_WORD = 12;
/** In symbols: words that are said one by one are the rule, and whatever else must explain the row better than that. */
const COST_OF_AN_EXCEPTION = 1;

/** How some words and some sounds belong together; one of the two numbers is 1. */
interface Group {
  readonly words: number;
  readonly sounds: number;
}

interface Step {
  readonly cost: number;
  readonly group: Group;
}

/**
 * Which symbols say which word, where a phonemiser was given some words and answered with some stretches of sounds. As
 * many of both: one to one. Else those that fit best by their lengths belong together, and words that share a stretch
 * share it by their letters.
 * @param sounds lengths, in symbols
 * @returns one range for each word, counted over all sounds
 */
export function alignWords(words: readonly string[], sounds: readonly number[]): readonly SymbolRange[] {
  const weights = words.map(weightOf);
  if (words.length === 0) return [];
  const groups =
    words.length === sounds.length ? words.map(() => ({ words: 1, sounds: 1 })) : cheapestRow(weights, sounds);
  const ranges: SymbolRange[] = [];
  let word = 0;
  let sound = 0;
  let symbol = 0;
  for (const group of groups) {
    const length = sum(sounds.slice(sound, sound + group.sounds));
    ranges.push(...shared(weights.slice(word, word + group.words), symbol, length));
    word += group.words;
    sound += group.sounds;
    symbol += length;
  }
  return ranges;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const weightOf = (word: string): number =>
  Math.max(1, (word.match(/\p{L}/gu)?.length ?? 0) + SYMBOLS_OF_A_DIGIT * (word.match(/\p{N}/gu)?.length ?? 0));

/** Ranges of some words in the symbols they share, in proportion to their letters. */
function shared(weights: readonly number[], from: number, length: number): readonly SymbolRange[] {
  const whole = sum(weights);
  let before = 0;
  return weights.map((weight) => {
    const begin = from + Math.round((before / whole) * length);
    before += weight;
    return { from: begin, to: from + Math.round((before / whole) * length) };
  });
}

/** The cheapest row of groups; one group of everything where no row leads to the end. */
function cheapestRow(weights: readonly number[], sounds: readonly number[]): readonly Group[] {
  const symbolsOfALetter = sum(sounds) / sum(weights);
  const expected = weights.map((weight) => weight * symbolsOfALetter);
  const best = new Map<string, Step>();
  const place = (words: number, taken: number): string => `${words}/${taken}`;
  best.set(place(0, 0), { cost: 0, group: { words: 0, sounds: 0 } });
  for (let words = 0; words < expected.length; words++) {
    for (let taken = 0; taken < sounds.length; taken++) {
      const here = best.get(place(words, taken));
      if (here === undefined) continue;
      for (const group of GROUPS) {
        const to = { words: words + group.words, sounds: taken + group.sounds };
        if (to.words > expected.length || to.sounds > sounds.length) continue;
        const gap = sum(expected.slice(words, to.words)) - sum(sounds.slice(taken, to.sounds));
        const cost = here.cost + Math.abs(gap) + (group.words === group.sounds ? 0 : COST_OF_AN_EXCEPTION);
        const there = best.get(place(to.words, to.sounds));
        if (there === undefined || cost < there.cost) best.set(place(to.words, to.sounds), { cost, group });
      }
    }
  }
  return rowBack(best, place, weights.length, sounds.length) ?? [{ words: weights.length, sounds: sounds.length }];
}

const GROUPS: readonly Group[] = [
  { words: 1, sounds: 1 },
  ...Array.from({ length: MOST_WORDS_OF_A_SOUND - 1 }, (_, i) => ({ words: i + 2, sounds: 1 })),
  ...Array.from({ length: MOST_SOUNDS_OF_A_WORD - 1 }, (_, i) => ({ words: 1, sounds: i + 2 })),
];

function rowBack(
  best: ReadonlyMap<string, Step>,
  place: (words: number, sounds: number) => string,
  words: number,
  sounds: number,
): readonly Group[] | null {
  const groups: Group[] = [];
  let [w, s] = [words, sounds];
  while (w > 0 || s > 0) {
    const step = best.get(place(w, s));
    if (step === undefined) return null;
    groups.unshift(step.group);
    w -= step.group.words;
    s -= step.group.sounds;
  }
  return groups;
}
