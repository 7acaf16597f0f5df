import { cutBytes } from './ffmetadata.js';

/** What is known of a book, as people write it. */
export interface BookTags {
  readonly title: string;
  /** "First Last"; readers split at commas. */
  readonly authors: readonly string[];
  /** The name of the voice. */
  readonly narrator: string;
  /** BCP 47. */
  readonly language: string;
  /** `YYYY` or `YYYY-MM-DD`. */
  readonly date?: string | undefined;
  readonly description?: string | undefined;
  /** A remark on how the file was made; the description stands there when absent. */
  readonly comment?: string | undefined;
  readonly publisher?: string | undefined;
}

/** iTunes' short description ends here; the whole text stands in the long one. */
const SHORT_DESCRIPTION_BYTES = 255;
/** More than any blurb; keeps a whole book put into its own description out of the header. */
const LONG_TEXT_BYTES = 16_384;
/** One line of a player's screen, many times over. */
const LINE_BYTES = 1_024;
/** `stik` 2 = audiobook. */
const MEDIA_TYPE_AUDIOBOOK = '2';

/**
 * The tags of an audiobook as ffmpeg's keys for MP4, in the places where players look for them (narrator = composer).
 * ffmpeg 5.1 has no place for `publisher` in MP4 and drops it; it is given for those that have one.
 */
export function m4bTags(book: BookTags): readonly (readonly [string, string])[] {
  const authors = line(book.authors.join(', '));
  const description = text(book.description ?? '');
  return [
    ['title', line(book.title)],
    ['album', line(book.title)],
    ['artist', authors],
    ['album_artist', authors],
    ['composer', line(book.narrator)],
    ['genre', 'Audiobook'],
    ['date', line(book.date ?? '')],
    ['description', cutBytes(description, SHORT_DESCRIPTION_BYTES)],
    ['synopsis', description],
    ['comment', text(book.comment ?? '') || description],
    ['publisher', line(book.publisher ?? '')],
    ['media_type', MEDIA_TYPE_AUDIOBOOK],
    ['gapless_playback', '1'],
  ];
}

const line = (value: string): string => cutBytes(value.replace(/\s+/gu, ' ').trim(), LINE_BYTES);

const text = (value: string): string => cutBytes(value.trim(), LONG_TEXT_BYTES);
