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
  /** The file holds this chapter alone: its title, its number from 1, and how many there are. */
  readonly chapter?: { readonly title: string; readonly n: number; readonly of: number } | undefined;
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
export const ONLY_ONE = '1/1';
/** Digits of a whole place in a series where a shelf sorts by text. */
const SORTED_PART_DIGITS = 2;

/** What ffmpeg calls by the same names in every format. */
export function commonTags(book: BookTags): readonly (readonly [string, string])[] {
  const authors = tagLine(book.authors.join(', '));
  return [
    ['title', fileTitle(book)],
    ['album', tagLine(book.title)],
    ['artist', authors],
    ['album_artist', authors],
    ['composer', tagLine(book.narrator)],
    ['genre', 'Audiobook'],
    ['date', tagLine(book.date ?? '')],
  ];
}

/**
 * The tags of an audiobook as ffmpeg's keys for MP4, in the places where players look for them (narrator = composer).
 * ffmpeg 5.1 has no place for `publisher` in MP4 and drops it (see `finisherItems`); it is given for those that have one.
 */
export function m4bTags(book: BookTags): readonly (readonly [string, string])[] {
  const description = tagText(book.description ?? '');
  return [
    ...commonTags(book),
    ['description', cutBytes(description, SHORT_DESCRIPTION_BYTES)],
    ['synopsis', description],
    ['comment', tagText(book.comment ?? '') || description],
    ['publisher', tagLine(book.publisher ?? '')],
    ['show', tagLine(book.series ?? '')],
    ['episode_id', seriesPartOf(book)],
    ['grouping', seriesLine(book)],
    ['track', trackOf(book)],
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
  const language = tagLine(book.language);
  const narrator = tagLine(book.narrator);
  const publisher = tagLine(book.publisher ?? '');
  const series = tagLine(book.series ?? '');
  const part = seriesPartOf(book);
  const items: readonly Item[] = [
    text4('©nrt', narrator),
    text4('©pub', publisher),
    text4('©mvn', series),
    ...movementNumber(part),
    text4('sonm', tagLine(book.titleSort ?? '')),
    text4('soal', albumSort(book)),
    text4('soar', tagLine(book.authorSort ?? '')),
    text4('soaa', tagLine(book.authorSort ?? '')),
    text4('soco', narrator),
    named('NARRATOR', narrator),
    named('LANGUAGE', language),
    named('PUBLISHER', publisher),
    named('SUBTITLE', tagLine(book.subtitle ?? '')),
    named('SERIES', series),
    named('SERIES-PART', part),
    named('ISBN', tagLine(book.isbn ?? '')),
    named('ASIN', tagLine(book.asin ?? '')),
  ];
  return items.filter((item) => item.value !== '');
}

/** What a player shows for the file: the book, or the one chapter in it. */
const fileTitle = ({ title, chapter }: BookTags): string => tagLine(chapter?.title ?? '') || tagLine(title);

/** `3/24`; a book in one file is the first of one. */
export const trackOf = ({ chapter }: BookTags): string => (chapter ? `${chapter.n}/${chapter.of}` : ONLY_ONE);

const text4 = (type: string, value: string): Item => ({ kind: 'text', type, value });
const named = (name: string, value: string): Item => ({ kind: 'named', name, value });

/** Movements are counted in whole numbers: there is none for the part 2.5. */
function movementNumber(part: string): readonly Item[] {
  const value = /^\d+$/.test(part) ? Number(part) : 0;
  return value > 0 && value <= LARGEST_ITEM_NUMBER ? [{ kind: 'number', type: '©mvi', value }] : [];
}

/** A part without a series says nothing. */
export const seriesPartOf = (book: BookTags): string =>
  tagLine(book.series ?? '') === '' ? '' : tagLine(book.seriesPart ?? '');

/** `Name #3`: what Audiobookshelf reads when it finds no other word of a series. */
export function seriesLine(book: BookTags): string {
  const series = tagLine(book.series ?? '');
  const part = seriesPartOf(book);
  return part === '' ? series : `${series} #${part}`;
}

/** The books of a series stand together and in order: `Name 03 - Title`. */
export function albumSort(book: BookTags): string {
  const title = tagLine(book.titleSort ?? '');
  const series = tagLine(book.series ?? '');
  if (series === '') return title;
  const part = seriesPartOf(book).replace(/^\d+/, (digits) => digits.padStart(SORTED_PART_DIGITS, '0'));
  return tagLine(`${[series, part].filter((word) => word !== '').join(' ')} - ${title || tagLine(book.title)}`);
}

/** One line, spaces tidied, of a length that every reader takes. */
export const tagLine = (value: string): string => cutBytes(value.replace(/\s+/gu, ' ').trim(), LINE_BYTES);

/** Lines as they are, of a length that keeps a book out of its own header. */
export const tagText = (value: string): string => cutBytes(value.trim(), LONG_TEXT_BYTES);
