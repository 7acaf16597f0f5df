import type { ChapterTimings, TimedSentence, TimedWord } from './timings.js';

/** Text on the screen from `start` to `end` (excluded), in samples. */
export interface Cue {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Two lines of 42 characters: what screens show at once, and what a reader takes in. */
const MOST_CHARACTERS = 84;
/** A piece shorter than this share of the limit is a flicker: rather cut between words than after the first clause. */
const LEAST_SHARE = 0.3;

/** Where a sentence is cut well: after a mark that ends a clause. */
const CLAUSE_END = /[,;:.!?…—–，、；：。！？]["'”’»)\]]*\s*/gu;
/** Where it is cut at all: after spaces. */
const SPACES = /\s+/gu;

/**
 * A sentence is one cue; a long one several, cut at its clauses.
 * @param offset of the chapter in the file the cues belong to
 */
export const sentenceCues = ({ sentences }: ChapterTimings, offset = 0): readonly Cue[] =>
  sentences.flatMap((sentence) => piecesOf(sentence).map((cue) => shifted(cue, offset)));

/** Every word is a cue; a sentence whose words have no places is one as a whole. */
export const wordCues = ({ sentences }: ChapterTimings, offset = 0): readonly Cue[] =>
  sentences
    .flatMap((sentence): readonly Cue[] => {
      const { words } = sentence;
      return words === null || words.length === 0 ? piecesOf(sentence) : words;
    })
    .map((cue) => shifted(cue, offset));

const shifted = ({ text, start, end }: Cue, by: number): Cue => ({ text, start: start + by, end: end + by });

/** A sentence, cut where it is longer than a screen; the pieces follow one another without a gap. */
function piecesOf(sentence: TimedSentence): readonly Cue[] {
  const cuts = cutsOf(sentence.text);
  const edges = [0, ...cuts, sentence.text.length];
  const times = [sentence.start, ...cuts.map((cut) => timeOf(cut, sentence)), sentence.end];
  return edges.slice(1).map((edge, i) => ({
    text: sentence.text.slice(edges[i], edge).trim(),
    start: times[i] ?? sentence.start,
    end: times[i + 1] ?? sentence.end,
  }));
}

/** Places in the text where a new piece begins. */
function cutsOf(text: string): readonly number[] {
  const cuts: number[] = [];
  for (let from = 0; text.length - from > MOST_CHARACTERS; ) {
    const cut = cutAfter(text, from);
    cuts.push(cut);
    from = cut;
  }
  return cuts;
}

/** The last good place that still fits: after a clause, else between words, else where the limit is. */
function cutAfter(text: string, from: number): number {
  const room = text.slice(from, from + MOST_CHARACTERS + 1);
  const least = Math.round(MOST_CHARACTERS * LEAST_SHARE);
  const ends = (pattern: RegExp): readonly number[] =>
    [...room.matchAll(pattern)]
      .map((match) => match.index + match[0].length)
      .filter((end) => end <= MOST_CHARACTERS && (text[from + end - 1]?.trim() === '' || isWide(text, from + end - 1)));
  const clause = ends(CLAUSE_END).findLast((end) => end >= least);
  const end = clause ?? ends(SPACES).at(-1) ?? MOST_CHARACTERS;
  return from + (isHalf(text, from + end) ? end - 1 : end);
}

/** Marks of scripts that write no spaces. */
const isWide = (text: string, at: number): boolean => /[，、；：。！？]/u.test(text[at] ?? '');

/** Between the two halves of one character nothing is cut. */
const isHalf = (text: string, at: number): boolean => /[\udc00-\udfff]/.test(text[at] ?? '');

/** When the text is heard from `at` on: where the next word begins, else by the share of the characters before it. */
function timeOf(at: number, { text, start, end, words }: TimedSentence): number {
  const next = words === null ? undefined : wordAt(at, text, words);
  return next?.start ?? Math.round(start + ((end - start) * at) / text.length);
}

function wordAt(at: number, text: string, words: readonly TimedWord[]): TimedWord | undefined {
  let from = 0;
  return words.find((word) => {
    const place = text.indexOf(word.text, from);
    if (place >= 0) from = place + word.text.length;
    return place >= at;
  });
}
