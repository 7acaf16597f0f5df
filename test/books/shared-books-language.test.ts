import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { markForeign } from '../../src/books/foreign-text.js';
import { type Book, NARRATORS_CHOICE, readBook } from '../../src/books/index.js';
import { BOOKS_FOLDER, HAS_BOOKS, SKIPPED, sharedBookNames } from './shared-books.js';

/** Lines that really are in another language, where the markup is taken away: a poem by Shelley. The other books have none. */
const REALLY: { readonly [file: string]: readonly string[] } = {
  'kusamakura-ja.epub': Array.from({ length: 11 }, () => 'en'),
};

const withoutLanguages = ({ chapters }: Book): Book['chapters'] =>
  chapters.map(({ language: _, ...chapter }) => ({
    ...chapter,
    passages: chapter.passages.map(({ language: __, ...passage }) => passage),
  }));

describe.skipIf(!HAS_BOOKS)(`other languages in the shared books${SKIPPED}`, () => {
  it.each(sharedBookNames())('%s: no passage is taken for what it is not', async (file) => {
    const book = await readBook(readFileSync(join(BOOKS_FOLDER, file)), file, NARRATORS_CHOICE);
    const chapters = await markForeign(withoutLanguages(book), book.language);
    const found = chapters.flatMap(({ passages }) => passages.filter(({ language }) => language !== undefined));
    const seen = found.map(({ language, kind, text }) => `${language}: ${kind}: ${text}`).join('\n');
    expect(
      chapters.filter(({ language }) => language !== undefined).map(({ title, language }) => `${language}: ${title}`),
    ).toEqual([]);
    expect(
      found.map(({ language }) => language),
      seen,
    ).toEqual(REALLY[file] ?? []);
  });
});
