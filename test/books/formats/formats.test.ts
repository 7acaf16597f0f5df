import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { NARRATORS_CHOICE, readBook } from '../../../src/books/index.js';
import { zip } from '../make-epub.js';
import { conformsToFormats, type FormatCase } from './conformance.js';
import * as written from './written.js';
import { deepDocx, docx, hugeDocx } from './written-docx.js';
import { storyPdf } from './written-pdf.js';

const HAS_POPPLER = spawnSync('pdftotext', ['-v']).error === undefined;

const FORMATS: readonly FormatCase[] = [
  { name: 'plain text', fileName: 'story.txt', write: written.txt, huge: written.hugeText },
  { name: 'HTML', fileName: 'story.html', write: written.html, deep: written.deepHtml, huge: written.hugeHtml },
  { name: 'Markdown', fileName: 'story.md', write: written.markdown, deep: written.deepMarkdown },
  {
    name: 'FictionBook',
    fileName: 'story.fb2',
    write: () => written.fb2(),
    deep: written.deepFb2,
    huge: written.hugeFb2,
    lacks: ['lists'],
  },
  {
    name: 'FictionBook in a zip',
    fileName: 'story.fb2.zip',
    write: () => zip({ 'story.fb2': written.fb2() }),
    lacks: ['lists'],
  },
  { name: 'DOCX', fileName: 'story.docx', write: () => docx(), deep: deepDocx, huge: hugeDocx },
  { name: 'DOCX without headings', fileName: 'story.docx', write: () => docx(false) },
];

for (const format of FORMATS) conformsToFormats(format);

describe.skipIf(!HAS_POPPLER)(HAS_POPPLER ? 'with poppler' : 'PDF (NO pdftotext: apt install poppler-utils)', () => {
  const lacks = ['language', 'lists', 'notes'] as const;
  conformsToFormats({ name: 'PDF with bookmarks', fileName: 'story.pdf', write: () => storyPdf(true), lacks });
  conformsToFormats({ name: 'PDF without', fileName: 'story.pdf', write: () => storyPdf(false), lacks });
});

describe('the edition of a FictionBook', () => {
  it('is its series and its number, and nothing else of its description slips through', async () => {
    const book = await readBook(written.fb2(), 'story.fb2', NARRATORS_CHOICE);
    expect(book).toMatchObject({ series: 'Harbour', seriesPart: '3', isbn: '9780306406157' });
    expect(book).not.toHaveProperty('coverId');
  });
});
