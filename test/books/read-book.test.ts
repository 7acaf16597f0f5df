import { describe, expect, it } from 'vitest';
import { NARRATORS_CHOICE, readBook } from '../../src/books/index.js';
import { CODES, EXIT, UserError } from '../../src/core/index.js';
import { epubFiles, makeEpub, navLine, prose, zip } from './make-epub.js';

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
  });

  it('reads what is called something else', async () => {
    expect((await readBook(await makeEpub({ parts, nav }), 'book.zip', NARRATORS_CHOICE)).chapters).toHaveLength(1);
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
