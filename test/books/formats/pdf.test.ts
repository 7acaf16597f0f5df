import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { type Book, NARRATORS_CHOICE, readBook } from '../../../src/books/index.js';
import { CODES, EXIT, UserError } from '../../../src/core/index.js';
import { type Line, makePdf } from './written-pdf.js';

const HAS_POPPLER = spawnSync('pdftotext', ['-v']).error === undefined;
const read = (bytes: Buffer): Promise<Book> => readBook(bytes, 'story.pdf', NARRATORS_CHOICE);
const body = (page: number, from: number): Line[] =>
  Array.from({ length: 12 }, (_, i) => ({
    text: `line ${from + i} of page ${page} went on and on as lines of prose do,`,
    x: 50,
    y: 520 - i * 14,
    size: 11,
  }));
const said = ({ chapters }: Book): string =>
  chapters.flatMap(({ passages }) => passages.map(({ text }) => text)).join('\n');

describe.skipIf(!HAS_POPPLER)(`PDF${HAS_POPPLER ? '' : ' (SKIPPED: pdftotext is not installed)'}`, () => {
  const pages = [1, 2, 3, 4, 5, 6].map((page): Line[] => [
    { text: page % 2 === 0 ? `${page} EDDA QUAY` : `THE SECOND LAMP ${page}`, x: 120, y: 570, size: 9 },
    ...body(page, page * 100),
    { text: `- ${page} -`, x: 200, y: 25, size: 9 },
  ]);

  it('running heads of both sides and page numbers are not spoken, and are counted', async () => {
    const book = await read(makePdf(pages));
    expect(said(book)).not.toMatch(/EDDA QUAY|SECOND LAMP|- 3 -/);
    expect(book.leftOut).toContainEqual(expect.objectContaining({ why: 'page-number', what: '12 page numbers' }));
  });

  it('a sentence goes on over the border of a page', async () => {
    expect(said(await read(makePdf(pages)))).toContain(
      'line 111 of page 1 went on and on as lines of prose do, line 200 of page 2',
    );
  });

  it('says that it is a best effort', async () => {
    expect((await read(makePdf(pages))).warnings[0]).toMatch(/^PDF text is a best effort/);
  });

  it('pages that are pictures are refused with what mends it', async () => {
    const thrown: unknown = await read(makePdf([[], [], []])).catch((error: unknown) => error);
    if (!(thrown instanceof UserError)) throw new Error(`not refused: ${String(thrown)}`);
    expect(thrown.exitCode).toBe(EXIT.badInput);
    expect(thrown.failure).toMatchObject({ code: CODES.emptyBook, fix: expect.stringContaining('ocrmypdf') });
  });
});
