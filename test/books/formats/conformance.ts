import { describe, expect, it } from 'vitest';
import { type Book, NARRATORS_CHOICE, readBook } from '../../../src/books/index.js';
import { EXIT, UserError } from '../../../src/core/index.js';
import { STORY } from './story.js';

/** One format under the common suite: the story written in it, and what it cannot say. */
export interface FormatCase {
  readonly name: string;
  readonly fileName: string;
  readonly write: () => Buffer | Promise<Buffer>;
  /** A file of it that nests deeper than any book; absent where nothing nests. */
  readonly deep?: () => Buffer | Promise<Buffer>;
  /** A file of it that is larger than a book may be. */
  readonly huge?: () => Buffer | Promise<Buffer>;
  readonly lacks?: readonly ('title' | 'author' | 'language' | 'lists' | 'notes')[];
}

/** Milliseconds: what is hostile may take long on a busy machine, but ends. */
const HOSTILE_MS = 120_000;
const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
const said = (book: Book): string =>
  book.chapters.flatMap(({ passages }) => passages.map(({ text }) => text)).join(' ');

/** Reads, or throws a UserError with exit 6 that says what and why; anything else fails the test. */
async function tried(bytes: Uint8Array, fileName: string): Promise<Book | UserError> {
  try {
    return await readBook(bytes, fileName, NARRATORS_CHOICE);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.exitCode, error.failure.what).toBe(EXIT.badInput);
    expect(error.failure.what).toContain(fileName);
    expect(error.failure.why ?? '').not.toBe('');
    return error;
  }
}

/** What every adapter must do. */
export function conformsToFormats(format: FormatCase): void {
  const lacks = new Set(format.lacks ?? []);
  describe(`a book as ${format.name}`, () => {
    const read = async (): Promise<Book> => readBook(await format.write(), format.fileName, NARRATORS_CHOICE);

    it('has its title, author and language, where the format has them', async () => {
      const book = await read();
      if (!lacks.has('title')) expect(book.title).toBe(STORY.title);
      if (!lacks.has('author')) expect(book.authors).toEqual([STORY.author]);
      expect(book.language).toBe(STORY.language);
      const undeclared = book.warnings.filter((warning) => warning.includes('does not say its language'));
      expect(undeclared).toHaveLength(lacks.has('language') ? 1 : 0);
    });

    it('has its chapters, each announced by its heading', async () => {
      const { chapters } = await read();
      expect(chapters.map(({ title }) => title)).toEqual(STORY.chapters.map(({ heading }) => heading));
      for (const { title, passages } of chapters) expect(passages[0]).toMatchObject({ kind: 'heading', text: title });
    });

    it('has its paragraphs whole, in their order', async () => {
      const { chapters } = await read();
      for (const [i, { paragraphs, list }] of STORY.chapters.entries()) {
        const found = chapters[i]?.passages.filter(({ kind }) => kind === 'paragraph').map(({ text }) => text);
        expect(found).toEqual([...paragraphs, ...(lacks.has('lists') ? (list ?? []) : [])]);
      }
    });

    it.skipIf(lacks.has('lists'))('has its list as items', async () => {
      const items = (await read()).chapters[1]?.passages.filter(({ kind }) => kind === 'list-item');
      expect(items?.map(({ text }) => text.replace(/^\d+\. /, ''))).toEqual(STORY.chapters[1]?.list);
    });

    it.skipIf(lacks.has('notes'))('leaves its note and the mark of it out, and says so', async () => {
      const book = await read();
      expect(said(book)).not.toContain('museum');
      expect(said(book)).toContain('That was the end of part 3.3.');
      expect(book.leftOut.some(({ why }) => why === 'note')).toBe(true);
    });

    it('loses no letter and adds none', async () => {
      const wanted = STORY.chapters.flatMap(({ heading, paragraphs, list }) => [
        heading,
        ...paragraphs,
        ...(list ?? []),
      ]);
      expect(letters(said(await read()))).toBe(letters(wanted.join('')));
    });

    it('is the same whatever it is called', async () => {
      const bytes = await format.write();
      const other = await readBook(bytes, 'book.bin', NARRATORS_CHOICE);
      expect(other.chapters).toEqual((await read()).chapters);
    });

    it.each([0.02, 0.3, 0.6, 0.9, 0.999])(
      'is read or refused when it is cut at %f of its length',
      async (share) => {
        const bytes = await format.write();
        await tried(bytes.subarray(0, Math.floor(bytes.length * share)), format.fileName);
      },
      HOSTILE_MS,
    );

    it(
      'is read or refused when its second half is noise',
      async () => {
        const bytes = Buffer.from(await format.write());
        for (let i = bytes.length >> 1; i < bytes.length; i++) bytes[i] = (i * 7919 + (bytes[i] ?? 0)) % 256;
        await tried(bytes, format.fileName);
      },
      HOSTILE_MS,
    );

    it.skipIf(format.deep === undefined)(
      'is read or refused when it nests without end',
      async () => {
        await tried((await format.deep?.()) ?? Buffer.alloc(0), format.fileName);
      },
      HOSTILE_MS,
    );

    it.skipIf(format.huge === undefined)(
      'is refused when it is larger than any book',
      async () => {
        const outcome = await tried((await format.huge?.()) ?? Buffer.alloc(0), format.fileName);
        expect(outcome).toBeInstanceOf(UserError);
      },
      HOSTILE_MS,
    );
  });
}
