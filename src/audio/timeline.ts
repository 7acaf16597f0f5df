import { assert } from '../core/index.js';
import { GRID_SAMPLES } from './clock.js';

/** Where a chapter lies in the book: samples on the book's clock, `end` excluded. */
export interface Mark {
  readonly start: number;
  readonly end: number;
}

export interface Timeline {
  readonly marks: readonly Mark[];
  readonly totalSamples: number;
}

/**
 * The marks of a book from the padded lengths of its chapters: contiguous, from 0, whole samples only.
 * @param lengths in samples, each a multiple of the grid.
 */
export function bookTimeline(lengths: readonly number[]): Timeline {
  let at = 0;
  const marks = lengths.map((samples): Mark => {
    assert(samples > 0 && samples % GRID_SAMPLES === 0, `a chapter of ${samples} samples is not on the grid`);
    const start = at;
    at += samples;
    return { start, end: at };
  });
  assert(Number.isSafeInteger(at), 'a book longer than integers count');
  return { marks, totalSamples: at };
}
