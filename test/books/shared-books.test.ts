import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Book, type ChapterKind, NARRATORS_CHOICE, readBook, splitSentences } from '../../src/books/index.js';
import { BOOKS_FOLDER, HAS_BOOKS, SKIPPED } from './shared-books.js';

interface Golden {
  readonly title: string;
  readonly language: string;
  readonly kinds: Partial<Record<ChapterKind, number>>;
  readonly first: readonly string[];
  readonly last: readonly string[];
  /** Reasons of the reading report, sorted. */
  readonly leftOut: readonly string[];
}

/** Looked through by eye, book by book. */
const GOLDENS: { readonly [file: string]: Golden } = {
  'alice-gutenberg.epub': {
    title: "Alice's Adventures in Wonderland",
    language: 'en',
    kinds: {
      chapter: 12,
    },
    first: [
      'CHAPTER I. Down the Rabbit-Hole',
      'CHAPTER II. The Pool of Tears',
      'CHAPTER III. A Caucus-Race and a Long Tale',
    ],
    last: ['CHAPTER XI. Who Stole the Tarts?', 'CHAPTER XII. Alice’s Evidence'],
    leftOut: ['contents', 'image', 'licence', 'ornament', 'title-page'],
  },
  'childrens-literature.epub': {
    title: "Children's Literature",
    language: 'en',
    kinds: {
      back: 1,
      front: 1,
      part: 1,
      chapter: 18,
    },
    first: ['BIBLIOGRAPHY', 'INTRODUCTORY', '190 A FOUR-LEAVED CLOVER'],
    last: ['203 OLD PIPES AND THE DRYAD', '204 THE KING OF THE GOLDEN RIVER OR THE BLACK BROTHERS'],
    leftOut: ['contents', 'hidden', 'image', 'page-number'],
  },
  'kusamakura-ja.epub': {
    title: '草枕',
    language: 'ja-jp',
    kinds: {
      chapter: 13,
    },
    first: ['一', '二', '三'],
    last: ['十二', '十三'],
    leftOut: ['contents', 'copyright', 'cover', 'image', 'ruby'],
  },
  'leaves-of-grass.epub': {
    title: 'Leaves of Grass',
    language: 'en',
    kinds: {
      chapter: 375,
    },
    first: ['LEAVES OF GRASS', "One's-Self I Sing", "As I Ponder'd in Silence"],
    last: ['Unseen Buds', 'Good-Bye My Fancy!'],
    leftOut: ['contents', 'image', 'licence'],
  },
  'metamorphosis.epub': {
    title: 'Metamorphosis',
    language: 'en',
    kinds: {
      chapter: 3,
    },
    first: ['CHAPTER I', 'CHAPTER II', 'CHAPTER III'],
    last: ['CHAPTER II', 'CHAPTER III'],
    leftOut: ['contents', 'copyright', 'image', 'title-page'],
  },
  'moby-dick-standardebooks.epub': {
    title: 'Moby Dick',
    language: 'en-us',
    kinds: {
      front: 3,
      chapter: 136,
    },
    first: ['Dedication', 'Etymology', 'Extracts'],
    last: ['CXXXV: The Chase—Third Day', 'Epilogue'],
    leftOut: ['back-link', 'copyright', 'image', 'note', 'note-mark', 'ornament', 'title-page'],
  },
  'mystere-chambre-jaune-fr.epub': {
    title: 'Le Mystère de la chambre jaune',
    language: 'fr',
    kinds: {
      front: 1,
      chapter: 29,
    },
    first: [
      'A Propos',
      'Chapitre 1 - Où l’on commence à ne pas comprendre',
      'Chapitre 2 - Où apparaît pour la première fois Joseph Rouletabille',
    ],
    last: [
      'Chapitre 28 - Où il est prouvé qu’on ne pense pas toujours à tout',
      'Chapitre 29 - Le mystère de Mlle Stangerson',
    ],
    leftOut: ['copyright', 'image', 'note', 'note-mark', 'ornament', 'title-page'],
  },
  'pride-and-prejudice-standardebooks.epub': {
    title: 'Pride and Prejudice',
    language: 'en-gb',
    kinds: {
      chapter: 61,
    },
    first: ['I', 'II', 'III'],
    last: ['LX', 'LXI'],
    leftOut: ['copyright', 'image', 'title-page'],
  },
  'producing-open-source-software.epub': {
    title: 'Producing Open Source Software',
    language: 'en',
    kinds: {
      front: 6,
      part: 54,
      chapter: 137,
      back: 4,
    },
    first: ['Producing Open Source Software', 'Why Write This Book?', 'Who Should Read This Book?'],
    last: ['C. Why Should I Care What Color the Bikeshed Is?', 'D. Example Instructions for Reporting Bugs'],
    leftOut: ['code', 'contents', 'copyright', 'note', 'note-mark', 'ornament', 'title-page'],
  },
  'robinson-crusoe-gutenberg.epub': {
    title: 'The Life and Adventures of Robinson Crusoe',
    language: 'en',
    kinds: {
      chapter: 20,
    },
    first: ['CHAPTER I. START IN LIFE', 'CHAPTER II. SLAVERY AND ESCAPE', 'CHAPTER III. WRECKED ON A DESERT ISLAND'],
    last: ['CHAPTER XIX. RETURN TO ENGLAND', 'CHAPTER XX. FIGHT BETWEEN FRIDAY AND A BEAR'],
    leftOut: ['contents', 'image', 'licence', 'title-page'],
  },
  'room-with-a-view-gutenberg.epub': {
    title: 'A Room with a View',
    language: 'en',
    kinds: {
      chapter: 20,
    },
    first: [
      'Chapter I The Bertolini',
      'Chapter II In Santa Croce with No Baedeker',
      'Chapter III Music, Violets, and the Letter “S”',
    ],
    last: ['Chapter XIX Lying to Mr. Emerson', 'Chapter XX The End of the Middle Ages'],
    leftOut: ['contents', 'image', 'licence', 'title-page'],
  },
};

const bytesOf = (file: string): Buffer => readFileSync(join(BOOKS_FOLDER, file));
const spoken = (book: Book): string[] => book.chapters.flatMap(({ passages }) => passages.map(({ text }) => text));

describe.skipIf(!HAS_BOOKS).each(Object.entries(GOLDENS))(`%s${SKIPPED}`, (file, golden) => {
  it('has these chapters, and these things left out', async () => {
    const book = await readBook(bytesOf(file), file, NARRATORS_CHOICE);
    const kinds: Partial<Record<ChapterKind, number>> = {};
    for (const { kind } of book.chapters) kinds[kind] = (kinds[kind] ?? 0) + 1;
    const titles = book.chapters.map(({ title }) => title);
    expect({
      title: book.title,
      language: book.language,
      kinds,
      first: titles.slice(0, golden.first.length),
      last: titles.slice(-golden.last.length),
      leftOut: [...new Set(book.leftOut.map(({ why }) => why))].sort(),
    }).toEqual(golden);
    expect(book.warnings).toEqual([]);
  });

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
