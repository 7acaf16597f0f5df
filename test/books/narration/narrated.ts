import { type Book, NARRATORS_CHOICE, type ReadingChoice, readBook } from '../../../src/books/index.js';
import { type BookSource, makeEpub } from '../make-epub.js';

/** A made-up EPUB as a narrator reads it. */
export const read = async (source: BookSource, choice: Partial<ReadingChoice> = {}): Promise<Book> =>
  readBook(await makeEpub(source), 'x.epub', { ...NARRATORS_CHOICE, ...choice });

/** `chapter: One` */
export const titles = (book: Book): string[] => book.chapters.map(({ title, kind }) => `${kind}: ${title}`);

/** The first passages of chapter `n`, from 0: `heading: One` */
export const firsts = (book: Book, n = 0, count = 2): string[] =>
  (book.chapters[n]?.passages ?? []).slice(0, count).map(({ kind, text }) => `${kind}: ${text}`);

/** Headings of chapter `n`, in order. */
export const headings = (book: Book, n = 0): string[] =>
  (book.chapters[n]?.passages ?? []).filter(({ kind }) => kind === 'heading').map(({ text }) => text);

export const spoken = (book: Book): string =>
  book.chapters.flatMap(({ passages }) => passages.map(({ text }) => text)).join('\n');

/** `contents: Contents` */
export const leftOut = (book: Book): string[] => book.leftOut.map(({ what, why }) => `${why}: ${what}`);
