import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram, withinLimits } from '../../programs/index.js';
import type { Manuscript } from '../manuscript.js';
import { countLetters } from '../markup/index.js';
import { manuscriptOf } from '../one-document.js';
import { pdfFailure, POPPLER, withoutText } from './failures.js';
import { outlineOf } from './outline.js';
import { pagesOf } from './page-lines.js';
import { paragraphsOf } from './paragraphs.js';
import { pdfMarkup } from './pdf-markup.js';
import { runningLines } from './running-lines.js';

/** Poppler takes 10 ms to 2 s for a book. */
const DEADLINE_MS = 120_000;
/** Bytes of words with their places: 100 for each word, 20 MB for a long novel. */
const MOST_OUTPUT_BYTES = 128 * 1024 ** 2;
const MOST_MEMORY_BYTES = 2 * 1024 ** 3;
/** Letters on a page below which the pages are pictures of pages. */
const LEAST_LETTERS = 20;
const BEST_EFFORT =
  'PDF text is a best effort: a PDF says where letters stand, not what a paragraph or a heading is. An EPUB of the book is read better.';

/** @throws UserError when poppler is missing, and when the file is damaged, protected, or pictures of pages. */
export async function readPdf(bytes: Buffer, fileName: string): Promise<Manuscript> {
  const folder = await mkdtemp(join(tmpdir(), 'e2a-pdf-'));
  try {
    const path = join(folder, 'book.pdf');
    await writeFile(path, bytes);
    const text = pagesOf(await poppler(POPPLER, ['-bbox-layout', path, '-'], fileName));
    const letters = text.pages.reduce(
      (sum, { lines }) => sum + countLetters(lines.map((line) => line.text).join(' ')),
      0,
    );
    if (letters < Math.max(1, text.pages.length * LEAST_LETTERS)) throw withoutText(fileName, text.pages.length);
    // The outline does not depend on the pages, so that one page is enough.
    const outline = outlineOf(await poppler('pdftohtml', ['-xml', '-i', '-l', '1', '-stdout', path], fileName));
    const { markup, contents } = pdfMarkup(paragraphsOf(text.pages, runningLines(text.pages)), outline);
    const facts = { title: titleOf(text.title), authors: [text.author], warnings: [BEST_EFFORT] };
    const manuscript = manuscriptOf(markup, facts, fileName);
    return contents.length === 0 ? manuscript : { ...manuscript, contents };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Titles that programs give are the names of their files. */
const titleOf = (title: string): string =>
  /^(untitled|microsoft word|.{1,100}\.(docx?|indd|tex|dvi|qxd|rtf|pages|odt)$)/i.test(title) ? '' : title;

async function poppler(name: string, options: readonly string[], fileName: string): Promise<string> {
  const limits = { fileBytes: MOST_OUTPUT_BYTES, memoryBytes: MOST_MEMORY_BYTES };
  const [program, ...args] = withinLimits(limits, name, options);
  try {
    const { stdout } = await runProgram({ program, args, deadlineMs: DEADLINE_MS, maxOutputBytes: MOST_OUTPUT_BYTES });
    return Buffer.from(stdout).toString('utf8');
  } catch (error) {
    throw pdfFailure(fileName, error);
  }
}
