import { CLOCK_HZ } from '../clock.js';
import { type BookTags, chapterTitle, type MetadataChapter, seriesLine } from '../m4b/index.js';

/** Who speaks: the licence of a voice goes with what it has spoken. */
export interface RenditionVoice {
  /** Primary tag of what it speaks; null: the book's own voice. */
  readonly language: string | null;
  readonly engine: string;
  readonly voice: string;
  readonly licence: string;
}

/** What e2a knows of a book beyond what a library asks for. */
export interface MakingFacts {
  readonly job: string;
  /** Of e2a. */
  readonly version: string;
  readonly voices: readonly RenditionVoice[];
  /** The gain that every chapter was given. */
  readonly gainDb: number;
}

/**
 * `metadata.json` as Audiobookshelf reads it, and under `e2a` what else is known. Chapters are of the whole book in one
 * piece, as a library counts them, whether it lies in one file or many.
 */
export function metadataJson(book: BookTags, chapters: readonly MetadataChapter[], making: MakingFacts): string {
  const year = /^\d{4}/.exec(book.date ?? '')?.[0];
  const series = seriesLine(book);
  const document = {
    title: book.title,
    subtitle: book.subtitle ?? null,
    authors: book.authors,
    narrators: [book.narrator],
    series: series === '' ? [] : [series],
    genres: ['Audiobook'],
    tags: [],
    publishedYear: year ?? null,
    publishedDate: book.date ?? null,
    publisher: book.publisher ?? null,
    description: book.description ?? null,
    isbn: book.isbn ?? null,
    asin: book.asin ?? null,
    language: book.language,
    explicit: false,
    abridged: false,
    chapters: chapters.map(({ title, start, end }, id) => ({
      id,
      start: start / CLOCK_HZ,
      end: end / CLOCK_HZ,
      title: chapterTitle(title, id + 1),
    })),
    e2a: { v: 1, ...making, samplesPerSecond: CLOCK_HZ, chapters: chapters.map(({ start, end }) => ({ start, end })) },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
