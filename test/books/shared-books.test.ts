import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Book, NARRATORS_CHOICE, readBook, splitSentences } from '../../src/books/index.js';
import { BOOKS_FOLDER, HAS_BOOKS, SKIPPED, sharedBookNames } from './shared-books.js';

const bytesOf = (file: string): Buffer => readFileSync(join(BOOKS_FOLDER, file));
const spoken = (book: Book): string[] => book.chapters.flatMap(({ passages }) => passages.map(({ text }) => text));

describe.skipIf(!HAS_BOOKS).each(sharedBookNames())(`%s${SKIPPED}`, (file) => {
  it('gives passages a voice can say', async () => {
    const book = await readBook(bytesOf(file), file, NARRATORS_CHOICE);
    for (const { passages } of book.chapters) {
      expect(passages.length).toBeGreaterThan(0);
      for (const { kind, text } of passages) {
        if (kind === 'break') expect(text).toBe('');
        else expect(text).toMatch(/[\p{L}\p{N}]/u);
        expect(text).not.toMatch(/\p{Cc}|[\u00ad\u200b\u2028\u2029\u2060\ufeff]|\*\*\*|^\s|\s$|\s{2}/u);
      }
    }
    expect(spoken(book).join('\n')).not.toMatch(
      /project gutenberg(™| ?tm)? (license|literary)|\*\*\* ?(start|end) of/i,
    );
  });

  it('is split into sentences without a letter lost', async () => {
    const book = await readBook(bytesOf(file), file, NARRATORS_CHOICE);
    for (const text of spoken(book)) {
      expect(splitSentences(text, book.language).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    }
  });
});

describe.skipIf(!HAS_BOOKS)(`Alice${SKIPPED}`, () => {
  it('is its twelve chapters and nothing else', async () => {
    const book = await readBook(bytesOf('alice-gutenberg.epub'), 'alice-gutenberg.epub', NARRATORS_CHOICE);
    expect(book.chapters.map(({ kind, title }) => `${kind}: ${title}`)).toEqual([
      'chapter: CHAPTER I. Down the Rabbit-Hole',
      'chapter: CHAPTER II. The Pool of Tears',
      'chapter: CHAPTER III. A Caucus-Race and a Long Tale',
      'chapter: CHAPTER IV. The Rabbit Sends in a Little Bill',
      'chapter: CHAPTER V. Advice from a Caterpillar',
      'chapter: CHAPTER VI. Pig and Pepper',
      'chapter: CHAPTER VII. A Mad Tea-Party',
      'chapter: CHAPTER VIII. The Queen’s Croquet-Ground',
      'chapter: CHAPTER IX. The Mock Turtle’s Story',
      'chapter: CHAPTER X. The Lobster Quadrille',
      'chapter: CHAPTER XI. Who Stole the Tarts?',
      'chapter: CHAPTER XII. Alice’s Evidence',
    ]);
    for (const { title, passages } of book.chapters) expect(passages[0]).toEqual({ kind: 'heading', text: title });
    expect(book.chapters[0]?.passages[1]?.text).toMatch(/^Alice was beginning to get very tired/);
    expect(book.chapters[11]?.passages.at(-1)?.text).toBe('THE END');
    expect(book).toMatchObject({ authors: ['Lewis Carroll'], date: '2008-06-27', cover: { mediaType: 'image/jpeg' } });
  });
});

describe.skipIf(!HAS_BOOKS)(`speed${SKIPPED}`, () => {
  /** A book of 1.2 million characters; measured 0.3 s on an idle core, so that even a crowded machine is far below. */
  const MOST_MS = 3_000;
  it('reads Moby Dick within three seconds', async () => {
    const file = 'moby-dick-standardebooks.epub';
    await readBook(bytesOf('alice-gutenberg.epub'), 'alice.epub', NARRATORS_CHOICE);
    const from = process.cpuUsage();
    const book = await readBook(bytesOf(file), file, NARRATORS_CHOICE);
    const used = process.cpuUsage(from);
    expect(spoken(book).join('').length).toBeGreaterThan(1_150_000);
    expect((used.user + used.system) / 1_000).toBeLessThan(MOST_MS);
  });
});
