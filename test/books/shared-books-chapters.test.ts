import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Book, NARRATORS_CHOICE, readBook } from '../../src/books/index.js';
import { BOOKS_FOLDER, HAS_BOOKS, SKIPPED, sharedBookNames } from './shared-books.js';

/**
 * Facts of every shared book's chapters, looked through by eye, without any of its text.
 * `E2A_UPDATE_GOLDEN=1` writes them anew; what changed must then be looked at.
 */
const GOLDENS = join(import.meta.dirname, 'golden-chapters');
const WRITES = process.env['E2A_UPDATE_GOLDEN'] === '1';

/** A word, or a sign of a script that is written without blanks. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;

/** One chapter a line, so that a change is read as a line. */
function factsOf(book: Book): readonly string[] {
  const chapters = book.chapters.map(({ title, kind, language, passages }, i) => {
    const words = passages.reduce((sum, { text }) => sum + (text.match(WORD)?.length ?? 0), 0);
    return `${i + 1} | ${kind}${language === undefined ? '' : ` (${language})`} | ${title} | ${words} words`;
  });
  const reasons = [...new Set(book.leftOut.map(({ why }) => why))].sort().join(', ');
  return [
    `${book.title} | ${book.language}`,
    ...chapters,
    `left out | ${reasons}`,
    ...book.warnings.map((text) => `warning | ${text}`),
  ];
}

describe.skipIf(!HAS_BOOKS)(`chapters of the shared books${SKIPPED}`, () => {
  it.each(sharedBookNames())('%s', async (file) => {
    const facts = factsOf(await readBook(readFileSync(join(BOOKS_FOLDER, file)), file, NARRATORS_CHOICE));
    const golden = join(GOLDENS, file.replace('.epub', '.json'));
    if (WRITES) {
      mkdirSync(GOLDENS, { recursive: true });
      writeFileSync(golden, `${JSON.stringify(facts, null, 2)}\n`);
    }
    expect(facts).toEqual(JSON.parse(readFileSync(golden, 'utf8')));
    expect(WRITES, 'golden chapters were written anew: look at them, then run without E2A_UPDATE_GOLDEN').toBe(false);
  });
});
