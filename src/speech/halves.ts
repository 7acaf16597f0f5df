import { ANNOTATION } from './speech-engine.js';

/** Two texts that said one after the other are the whole. */
export interface Halves {
  readonly first: string;
  readonly second: string;
  /** Whether a word lies across the cut: in scripts without blanks one does. */
  readonly cutsWord: boolean;
}

/** A shorter half would sound clipped. */
const LEAST_CHARACTERS = 8;
const SPEAKABLE = /[\p{L}\p{N}]/u;
/** Where a cut goes behind, best first: a mark that a voice pauses at, then any blank. */
const PLACES: readonly RegExp[] = [/[.!?…,;:،—–]\p{P}*\s+|[、，；：。！？]\p{P}*/gu, /\s+/gu];
const ANNOTATED = new RegExp(`${ANNOTATION.begin}[^${ANNOTATION.end}]*${ANNOTATION.end}`, 'g');

/**
 * Cuts what is spoken near its middle, at a mark if there is one, else between two words; never inside a word with its
 * sounds. Null: it is too short for that.
 */
export function inHalves(spoken: string): Halves | null {
  const masked = spoken.replace(ANNOTATED, (word) => 'x'.repeat(word.length));
  for (const place of PLACES) {
    const ends = [...masked.matchAll(place)].map((match) => match.index + match[0].length);
    const at = nearest(
      ends.filter((end) => isHalf(masked.slice(0, end)) && isHalf(masked.slice(end))),
      masked.length / 2,
    );
    if (at !== null) {
      const [first, second] = [spoken.slice(0, at), spoken.slice(at)];
      return { first: first.trim(), second: second.trim(), cutsWord: /\S$/u.test(first) && /^\S/u.test(second) };
    }
  }
  return null;
}

const isHalf = (text: string): boolean => text.trim().length >= LEAST_CHARACTERS && SPEAKABLE.test(text);

function nearest(places: readonly number[], middle: number): number | null {
  let best: number | null = null;
  for (const place of places) if (best === null || Math.abs(place - middle) < Math.abs(best - middle)) best = place;
  return best;
}
