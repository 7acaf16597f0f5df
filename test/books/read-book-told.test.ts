import { describe, expect, it, vi } from 'vitest';
import { NARRATORS_CHOICE, readBook } from '../../src/books/index.js';
import { looksLikeMarkdown } from '../../src/books/looks-like-markdown.js';
import { CODES, EXIT, UserError } from '../../src/core/index.js';
import { docxOf } from './formats/written-docx.js';
import { makeEpub, navLine, prose } from './make-epub.js';

vi.mock('../../src/books/looks-like-markdown.js', { spy: true });

const refusal = async (bytes: Uint8Array, name: string): Promise<UserError> => {
  const thrown: unknown = await readBook(bytes, name, NARRATORS_CHOICE).catch((error: unknown) => error);
  if (!(thrown instanceof UserError)) throw new Error(`not a UserError: ${String(thrown)}`);
  return thrown;
};

const LINE = 'The lamp on the quay was lit before the boats came home.';
const html = (body: string): string => `<html><body>${body}</body></html>`;
const fb2 = (body: string): string =>
  `<?xml version="1.0"?><FictionBook><body><section>${body}</section></body></FictionBook>`;
const TOO_MANY_WORDS = Array.from({ length: 13_000 }, (_, n) => `${n} ${'So it went on. '.repeat(66)}`);

describe('a book that is too large, whatever its format', () => {
  it.each<[string, string, (paragraphs: readonly string[]) => string]>([
    ['plain text', 'a.txt', (paragraphs) => paragraphs.join('\n\n')],
    ['HTML', 'a.html', (paragraphs) => html(paragraphs.map((text) => `<p>${text}</p>`).join(''))],
    ['FictionBook', 'a.fb2', (paragraphs) => fb2(paragraphs.map((text) => `<p>${text}</p>`).join(''))],
  ])('%s of 13 million characters is refused', async (_, name, write) => {
    const { failure, exitCode } = await refusal(Buffer.from(write(TOO_MANY_WORDS)), name);
    expect(exitCode).toBe(EXIT.badInput);
    expect(failure).toMatchObject({
      code: CODES.overLimit,
      why: expect.stringMatching(/12 million characters/),
      fix: expect.stringMatching(/several files/),
    });
  });

  it('a web page with more headings than a book has lines of contents is, too', async () => {
    const body = Array.from({ length: 50_001 }, (_, n) => `<h2>Day ${n}</h2><p>It rained.</p>`).join('');
    const { failure } = await refusal(Buffer.from(html(body)), 'a.html');
    expect(failure).toMatchObject({ code: CODES.overLimit, why: expect.stringMatching(/50000 are the limit/) });
  });
});

describe('what stops the reader', () => {
  it.each([
    ['a fault of a program', new TypeError('x is not a function'), /stopped e2a's reader: x is/, /fault of e2a/],
    ['a full disk', Object.assign(new Error('ENOSPC: no space'), { syscall: 'write' }), /cannot be read/, /no space/],
  ])('%s is told as what it is, and one book is bad input', async (_, error, what, why) => {
    vi.mocked(looksLikeMarkdown).mockImplementationOnce(() => {
      throw error;
    });
    const { failure, exitCode } = await refusal(Buffer.from(LINE), 'a.txt');
    expect(exitCode).toBe(EXIT.badInput);
    expect(failure).toMatchObject({
      what: expect.stringMatching(what),
      why: expect.stringMatching(why),
      fix: expect.stringMatching(/\.$/),
    });
  });

  it('names the part to ask for, where all of a book is left out', async () => {
    const bytes = await makeEpub({
      parts: [{ name: 'a.xhtml', body: '<div class="pg-boilerplate"><p>Licence</p></div>' }],
    });
    expect((await refusal(bytes, 'a.epub')).failure.fix).toBe('e2a plan "a.epub" --include licence');
  });
});

describe('what is lost is told', () => {
  it.each<[string, string]>([
    ['a.txt', `${LINE}\n\nOne \ufffd is lost.`],
    ['a.md', `# One\n\n${LINE}\n\nOne \ufffd is *lost*.`],
    ['a.html', html(`<p>${LINE}</p><p>One \ufffd is lost.</p>`)],
    ['a.fb2', fb2(`<p>${LINE}</p><p>One \ufffd is lost.</p>`)],
  ])('a character in %s', async (name, text) => {
    const { warnings } = await readBook(Buffer.from(text), name, NARRATORS_CHOICE);
    expect(warnings).toContain(`${name} has 1 character that cannot be read (as utf-8).`);
  });

  it('and in a file of an EPUB', async () => {
    const parts = [{ name: 'c1.xhtml', body: `<h1>One</h1>${prose(1)}<p>Two \ufffd\ufffd are lost.</p>` }];
    const { warnings } = await readBook(
      await makeEpub({ parts, nav: navLine('One', 'c1.xhtml') }),
      'a.epub',
      NARRATORS_CHOICE,
    );
    expect(warnings.filter((text) => /c1\.xhtml has 2 characters that cannot be read/.test(text))).toHaveLength(1);
  });

  it('a formula in a Word document', async () => {
    const bytes = await docxOf(
      `<w:p><w:r><w:t>${LINE}</w:t></w:r><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r/></m:oMath></w:p>`,
    );
    const { warnings } = await readBook(bytes, 'a.docx', NARRATORS_CHOICE);
    expect(warnings).toContain('1 kind of thing in the document is not known to e2a and left out: oMath.');
  });

  it('a Word document without a body is damaged, by its own words', async () => {
    const { failure } = await refusal(await docxOf(null), 'a.docx');
    expect(failure.code).toBe(CODES.damagedArchive);
  });
});
