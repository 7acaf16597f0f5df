import { describe, expect, it } from 'vitest';
import { NARRATORS_CHOICE, readBook } from '../../src/books/index.js';
import { CODES, EXIT, UserError } from '../../src/core/index.js';
import { epubFiles, makeEpub, navLine, prose, zip } from './make-epub.js';
import * as written from './formats/written.js';
import { docx } from './formats/written-docx.js';

/** In an entry of the archive's list: the checksum and the name. */
const [CRC_AT, NAME_AT] = [16, 46];
function withWrongChecksum(archive: Buffer, name: string): Buffer {
  const entry = archive.lastIndexOf(name) - NAME_AT;
  archive.writeUInt32LE(7, entry + CRC_AT);
  return archive;
}

const parts = [{ name: 'c1.xhtml', body: `<h1>One</h1>${prose(1)}` }];
const nav = navLine('One', 'c1.xhtml');
const refusal = async (bytes: Uint8Array): Promise<UserError> => {
  const thrown: unknown = await readBook(bytes, 'book.epub', NARRATORS_CHOICE).catch((error: unknown) => error);
  if (!(thrown instanceof UserError)) throw new Error(`not a UserError: ${String(thrown)}`);
  return thrown;
};

describe('reading a book', () => {
  it.each<[string, string, RegExp, () => Promise<Uint8Array>]>([
    ['no format at all', CODES.notAnEpub, /no e-book that e2a can read/, async () => Buffer.from([1, 2, 3, 4, 250])],
    ['empty file', CODES.notAnEpub, /no e-book that e2a can read/, async () => Buffer.alloc(0)],
    ['cut off', CODES.damagedArchive, /is damaged/, async () => (await makeEpub({ parts, nav })).subarray(0, 900)],
    ['a zip without a book', CODES.notAnEpub, /is not an EPUB/, () => zip({ 'a.bin': 'a' })],
    [
      'without text',
      CODES.emptyBook,
      /no text/,
      () => makeEpub({ parts: [{ name: 'a.xhtml', body: '<img src="a.png"/>' }] }),
    ],
    ['without text files', CODES.emptyBook, /no text/, () => makeEpub({ parts: [] })],
    [
      'nothing but a licence',
      CODES.emptyBook,
      /no text/,
      () => makeEpub({ parts: [{ name: 'a.xhtml', body: '<div class="pg-boilerplate"><p>Licence</p></div>' }] }),
    ],
    [
      'protected',
      CODES.protectedBook,
      /protected/,
      () =>
        zip({
          ...epubFiles({ parts, nav }),
          'META-INF/encryption.xml':
            '<encryption><EncryptedData><EncryptionMethod Algorithm="x"/><CipherReference URI="OPS/c1.xhtml"/></EncryptedData></encryption>',
        }),
    ],
  ])('%s is refused in one clear sentence', async (_, code, what, bytes) => {
    const error = await refusal(await bytes());
    expect(error.exitCode).toBe(EXIT.badInput);
    expect(error.failure).toMatchObject({ code, what: expect.stringMatching(what), why: expect.stringMatching(/\.$/) });
    expect(error.failure.what).toContain('book.epub');
    if (code === CODES.emptyBook) expect(error.failure.fix).toContain('--include');
  });

  it.each([
    ['', 'It is empty.'],
    [' \n ', 'There is no text in it.'],
    ['hello', 'There is hardly a word in it.'],
  ])('%j is no book, and why is true', async (text, why) => {
    expect((await refusal(Buffer.from(text))).failure.why).toBe(why);
  });

  it('reads what is called something else', async () => {
    expect((await readBook(await makeEpub({ parts, nav }), 'book.zip', NARRATORS_CHOICE)).chapters).toHaveLength(1);
  });

  it.each<[string, string, string | null]>([
    ['plain text', 'story.epub', 'plain text'],
    ['a web page', 'story.EPUB', 'HTML'],
    ['a web page', 'story.azw3', 'HTML'],
    ['plain text', 'story.txt', null],
    ['a web page', 'story.txt', null],
    ['plain text', 'story', null],
  ])('%s called %s is read, with a word where the name promises another format', async (kind, name, said) => {
    const bytes = kind === 'plain text' ? written.txt() : written.html();
    const { chapters, warnings } = await readBook(bytes, name, NARRATORS_CHOICE);
    expect(chapters.length).toBeGreaterThan(1);
    const word = `${name} is not what its name says: it is ${said}, and is read as that.`;
    expect(warnings.filter((text) => text.includes('its name'))).toEqual(said === null ? [] : [word]);
  });

  it.each<[string, string, string, () => Promise<Buffer>]>([
    ['of a Word document', 'story.docx', 'word/document.xml', () => docx()],
    ['round a FictionBook', 'story.fb2.zip', 'story.fb2', () => zip({ 'story.fb2': written.fb2() })],
  ])('a wrong checksum in the archive %s is said', async (_, name, entry, write) => {
    const { warnings } = await readBook(withWrongChecksum(await write(), entry), name, NARRATORS_CHOICE);
    expect(warnings).toContain(`${entry} is damaged (its checksum is wrong); it was read as it is.`);
  });

  it('is the same for a view into a larger buffer', async () => {
    const bytes = await makeEpub({ parts, nav });
    const larger = new Uint8Array(bytes.length + 64);
    larger.set(bytes, 32);
    expect((await readBook(larger.subarray(32, 32 + bytes.length), 'a.epub', NARRATORS_CHOICE)).title).toBe(
      'The Test Book',
    );
  });
});
