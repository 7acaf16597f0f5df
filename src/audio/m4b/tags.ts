import { cutBytes } from './ffmetadata.js';
import { type Item, LARGEST_ITEM_NUMBER } from './items.js';

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
  readonly subtitle?: string | undefined;
  readonly series?: string | undefined;
  /** Its place in the series, as written: `3`, `2.5`. */
  readonly seriesPart?: string | undefined;
  readonly isbn?: string | undefined;
  readonly asin?: string | undefined;
  /** Title and authors as a shelf sorts them: `Lighthouse Clock, The`, `Writer, Ada`. */
  readonly titleSort?: string | undefined;
  readonly authorSort?: string | undefined;
}

/** iTunes' short description ends here; the whole text stands in the long one. */
const SHORT_DESCRIPTION_BYTES = 255;
/** More than any blurb; keeps a whole book put into its own description out of the header. */
const LONG_TEXT_BYTES = 16_384;
/** One line of a player's screen, many times over. */
const LINE_BYTES = 1_024;
/** `stik` 2 = audiobook. */
const MEDIA_TYPE_AUDIOBOOK = '2';
/** Track and disc: the first of one. */
const ONLY_ONE = '1/1';
/** Digits of a whole place in a series where a shelf sorts by text. */
const SORTED_PART_DIGITS = 2;

/**
 * The tags of an audiobook as ffmpeg's keys for MP4, in the places where players look for them (narrator = composer).
 * ffmpeg 5.1 has no place for `publisher` in MP4 and drops it (see `finisherItems`); it is given for those that have one.
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
    ['show', line(book.series ?? '')],
    ['episode_id', partOf(book)],
    ['grouping', seriesLine(book)],
    ['track', ONLY_ONE],
    ['disc', ONLY_ONE],
    ['media_type', MEDIA_TYPE_AUDIOBOOK],
    ['gapless_playback', '1'],
  ];
}

/**
 * What ffmpeg has no place for: the names Audiobookshelf asks for, iTunes' narrator, movement and publisher, sort names.
 * Series stand here and in `m4bTags`: no two families of players look in the same place.
 */
export function finisherItems(book: BookTags): readonly Item[] {
  const language = line(book.language);
  const narrator = line(book.narrator);
  const publisher = line(book.publisher ?? '');
  const series = line(book.series ?? '');
  const part = partOf(book);
  const items: readonly Item[] = [
    text4('©nrt', narrator),
    text4('©pub', publisher),
    text4('©mvn', series),
    ...movementNumber(part),
    text4('sonm', line(book.titleSort ?? '')),
    text4('soal', albumSort(book)),
    text4('soar', line(book.authorSort ?? '')),
    text4('soaa', line(book.authorSort ?? '')),
    text4('soco', narrator),
    named('NARRATOR', narrator),
    named('LANGUAGE', language),
    named('PUBLISHER', publisher),
    named('SUBTITLE', line(book.subtitle ?? '')),
    named('SERIES', series),
    named('SERIES-PART', part),
    named('ISBN', line(book.isbn ?? '')),
    named('ASIN', line(book.asin ?? '')),
  ];
  return items.filter((item) => item.value !== '');
}

const text4 = (type: string, value: string): Item => ({ kind: 'text', type, value });
const named = (name: string, value: string): Item => ({ kind: 'named', name, value });

/** Movements are counted in whole numbers: there is none for the part 2.5. */
function movementNumber(part: string): readonly Item[] {
  const value = /^\d+$/.test(part) ? Number(part) : 0;
  return value > 0 && value <= LARGEST_ITEM_NUMBER ? [{ kind: 'number', type: '©mvi', value }] : [];
}

/** A part without a series says nothing. */
const partOf = (book: BookTags): string => (line(book.series ?? '') === '' ? '' : line(book.seriesPart ?? ''));

/** `Name #3`: what Audiobookshelf reads when it finds no other word of a series. */
function seriesLine(book: BookTags): string {
  const series = line(book.series ?? '');
  const part = partOf(book);
  return part === '' ? series : `${series} #${part}`;
}

/** The books of a series stand together and in order: `Name 03 - Title`. */
function albumSort(book: BookTags): string {
  const title = line(book.titleSort ?? '');
  const series = line(book.series ?? '');
  if (series === '') return title;
  const part = partOf(book).replace(/^\d+/, (digits) => digits.padStart(SORTED_PART_DIGITS, '0'));
  return line(`${[series, part].filter((word) => word !== '').join(' ')} - ${title || line(book.title)}`);
}

const line = (value: string): string => cutBytes(value.replace(/\s+/gu, ' ').trim(), LINE_BYTES);

const text = (value: string): string => cutBytes(value.trim(), LONG_TEXT_BYTES);
