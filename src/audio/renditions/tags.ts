import {
  albumSort,
  type BookTags,
  chapterTitle,
  commonTags,
  type MetadataChapter,
  ONLY_ONE,
  seriesLine,
  seriesPartOf,
  streamLanguage,
  tagLine,
  tagText,
  trackOf,
} from '../m4b/index.js';
import type { EncodedFormat } from '../rendition.js';
import { clockTime } from './times.js';

/** A key as ffmpeg knows it, and what it says. */
export type Tag = readonly [string, string];

/**
 * The tags of a file in ffmpeg's keys, in the places where players of its format look; empty ones say nothing.
 * @param chapters for the formats whose chapter marks are tags: Opus and FLAC.
 */
export function renditionTags(
  format: EncodedFormat,
  book: BookTags,
  chapters: readonly MetadataChapter[],
): readonly Tag[] {
  switch (format) {
    case 'mp3':
      return id3Tags(book);
    case 'opus':
    case 'flac':
      return [...vorbisTags(book), ...vorbisChapters(chapters)];
    case 'wav':
      return riffTags(book);
  }
}

const sharedTags = (book: BookTags): readonly Tag[] => [...commonTags(book), ['track', trackOf(book)]];

/** What stands in frames of a name of its own, or in comments: the names that Audiobookshelf asks for. */
const namedTags = (book: BookTags): readonly Tag[] => [
  ['disc', ONLY_ONE],
  ['publisher', tagLine(book.publisher ?? '')],
  ['narrator', tagLine(book.narrator)],
  ['subtitle', tagLine(book.subtitle ?? '')],
  ['grouping', seriesLine(book)],
  ['series', tagLine(book.series ?? '')],
  ['series-part', seriesPartOf(book)],
  ['isbn', tagLine(book.isbn ?? '')],
  ['asin', tagLine(book.asin ?? '')],
];

/** ID3v2.3: the language in three letters; movement and sort names where the phone's players look. */
function id3Tags(book: BookTags): readonly Tag[] {
  const description = tagText(book.description ?? '');
  return [
    ...sharedTags(book),
    ...namedTags(book),
    ['language', streamLanguage(book.language)],
    ['description', description],
    ['comment', tagText(book.comment ?? '') || description],
    ['TIT3', tagLine(book.subtitle ?? '')],
    ['MVNM', tagLine(book.series ?? '')],
    ['MVIN', seriesPartOf(book)],
    ['album-sort', albumSort(book)],
    ['artist-sort', tagLine(book.authorSort ?? '')],
    ['title-sort', tagLine(book.titleSort ?? '')],
  ];
}

/** ffmpeg writes `comment` as DESCRIPTION: both at once would be two descriptions. */
const vorbisTags = (book: BookTags): readonly Tag[] => [
  ...sharedTags(book),
  ...namedTags(book),
  ['language', tagLine(book.language)],
  ['comment', tagText(book.description ?? '') || tagText(book.comment ?? '')],
  ['PERFORMER', tagLine(book.narrator)],
  ['ALBUMSORT', albumSort(book)],
  ['ARTISTSORT', tagLine(book.authorSort ?? '')],
  ['TITLESORT', tagLine(book.titleSort ?? '')],
];

/** RIFF's INFO list has few places; what has none is not written. */
const riffTags = (book: BookTags): readonly Tag[] => [
  ...sharedTags(book),
  ['language', streamLanguage(book.language)],
  ['comment', tagText(book.description ?? '') || tagText(book.comment ?? '')],
];

/** `CHAPTER001=00:00:00.000` with its name, from 1: what ffprobe, foobar2000 and the phones' audiobook players read. */
const vorbisChapters = (chapters: readonly MetadataChapter[]): readonly Tag[] =>
  chapters.flatMap(({ title, start }, index): readonly Tag[] => {
    const key = `CHAPTER${String(index + 1).padStart(3, '0')}`;
    return [
      [key, clockTime(start, '.')],
      [`${key}NAME`, chapterTitle(title, index + 1)],
    ];
  });
