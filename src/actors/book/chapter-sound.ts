import { bookGainDb } from '../../audio/loudness.js';
import { type BookState, type ChapterEntry, chaptersOf, hasSound } from './state.js';

/** What can be heard of a chapter before its book is done. */
export type ChapterSound =
  | { readonly is: 'unknown' }
  | { readonly is: 'not joined'; readonly entry: ChapterEntry }
  | {
      readonly is: 'joined';
      readonly title: string;
      /** Of its FLAC; the book's gain is not in it. */
      readonly object: string;
      readonly samples: number;
      /** The book's gain by the chapters that are joined so far. */
      readonly gainDb: number;
    };

/** @param n as `plan` shows it */
export function chapterSound(book: BookState, n: number): ChapterSound {
  const chapters = chaptersOf(book);
  const entry = chapters.find((one) => one.n === n);
  if (entry === undefined) return { is: 'unknown' };
  if (!hasSound(entry)) return { is: 'not joined', entry };
  const { title, audio, samples } = entry;
  return { is: 'joined', title, object: audio, samples, gainDb: bookGainDb(chapters.filter(hasSound)) };
}
