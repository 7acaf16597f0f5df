import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../src/books/file-facts.js';
import { FORMATS } from '../../../src/books/formats.js';
import { BOOK_EXTENSIONS } from '../../../src/books/index.js';
import { makeEpub, zip } from '../make-epub.js';
import * as written from './written.js';
import { docx } from './written-docx.js';

const text = (content: string) => async (): Promise<Buffer> => Buffer.from(content);
const palm = (): Buffer => Buffer.concat([Buffer.alloc(60, 1), Buffer.from('BOOKMOBI'), Buffer.alloc(64)]);

describe('the content decides what a file is', () => {
  it.each<[string, string, () => Buffer | Promise<Buffer>]>([
    ['EPUB', 'story.txt', () => makeEpub({ parts: [{ name: 'a.xhtml', body: '<p>a</p>' }] })],
    ['DOCX', 'story.epub', () => docx()],
    [
      'an OpenDocument text',
      'story.zip',
      () => zip({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<a/>' }),
    ],
    ['PDF', 'story.epub', text('%PDF-1.7\nand so on')],
    ['PDF', 'story.pdf', text('\n\n%PDF-1.7\nwith something before it')],
    ['a Kindle book', 'story.epub', palm],
    ['a rich text document', 'story.txt', text('{\\rtf1\\ansi Once upon a time}')],
    ['FictionBook', 'story.xml', () => written.fb2()],
    ['FictionBook', 'story.fb2', () => written.fb2('utf16le')],
    ['HTML', 'story.txt', () => written.html()],
    ['HTML', 'story', text('<?xml version="1.0"?>\n<!-- made by hand -->\n<html><body>Text</body></html>')],
    ['Markdown', 'story.txt', () => written.markdown()],
    ['Markdown', 'story.md', text('Only paragraphs, no headings at all.')],
    ['plain text', 'story.epub', () => written.txt()],
    ['plain text', 'story', text('5 < 6 and <b> is no page.')],
    ['plain text', 'story', text('PK was what they called him, and nobody knew why.')],
    // Thirty comments can be read as one, two or thirty in half a billion ways.
    ['plain text', 'story', text(`${'<!---->'.repeat(30)}and so on`)],
  ])('%s, called %s', async (name, fileName, make) => {
    const facts = await factsOf(await make(), fileName);
    expect(FORMATS.find((format) => format.recognises(facts))?.name).toBe(name);
  });

  it('endings of books are lower case with a dot', () => {
    expect(BOOK_EXTENSIONS).toEqual(
      expect.arrayContaining(['.epub', '.txt', '.fb2', '.docx', '.azw3', '.pdf', '.fb2.zip']),
    );
    for (const extension of BOOK_EXTENSIONS) expect(extension).toMatch(/^(\.[a-z0-9]+)+$/);
  });
});
