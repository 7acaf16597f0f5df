import { describe, expect, it } from 'vitest';
import { Archive } from '../../../src/books/archive/archive.js';
import { LIMITS } from '../../../src/books/limits.js';
import { CODES, EXIT, UserError } from '../../../src/core/index.js';
import { writeZip } from '../../fixtures/zip-writer.js';
import { zip } from '../make-epub.js';

const refusal = async (bytes: Uint8Array): Promise<UserError> => {
  const error = await Archive.open(bytes, 'x.epub').then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UserError)) throw new Error(`not refused: ${String(error)}`);
  return error;
};

describe('an archive', () => {
  it.each([
    ['empty', Buffer.alloc(0), /It is empty/],
    ['a web page', Buffer.from('<!DOCTYPE html><html></html>'), /a web page/],
    ['a PDF', Buffer.from('%PDF-1.7 and so on'), /a PDF/],
    ['anything', Buffer.from('hello'), /something else/],
  ])('refuses what is no zip: %s', async (_, bytes, why) => {
    const error = await refusal(bytes);
    expect(error.failure.code).toBe(CODES.notAnEpub);
    expect(error.failure.why).toMatch(why);
    expect(error.exitCode).toBe(EXIT.badInput);
  });

  it('says that a cut-off archive is damaged', async () => {
    const bytes = await zip({ a: 'x'.repeat(10_000) });
    expect((await refusal(bytes.subarray(0, bytes.length - 40))).failure.code).toBe(CODES.damagedArchive);
  });

  it('reads through bytes before and after it', async () => {
    const bytes = Buffer.concat([
      Buffer.from('junk before'),
      await zip({ 'a.txt': 'hello' }),
      Buffer.from('junk after'),
    ]);
    const archive = await Archive.open(bytes, 'x.epub');
    expect((await archive.read('a.txt')).toString()).toBe('hello');
  });

  it('finds names whatever their case or the form of their accents', async () => {
    const archive = await Archive.open(await zip({ 'OPS/Cafe\u0301.xhtml': 'x' }), 'x.epub');
    expect(archive.find('ops/Caf\u00e9.XHTML')).toBe('OPS/Cafe\u0301.xhtml');
    expect(archive.find('ops/tea.xhtml')).toBeNull();
  });

  it('measures a file while it inflates', async () => {
    const archive = await Archive.open(await zip({ bomb: Buffer.alloc(3_000_000) }), 'x.epub');
    await expect(archive.read('bomb', 1_000_000)).rejects.toMatchObject({ failure: { code: CODES.overLimit } });
    expect((await archive.read('bomb', 3_000_000)).length).toBe(3_000_000);
  });

  it('refuses a file that is larger than any file of a book', async () => {
    const archive = await Archive.open(await zip({ bomb: Buffer.alloc(LIMITS.entryBytes + 1) }), 'x.epub');
    await expect(archive.read('bomb')).rejects.toMatchObject({ failure: { code: CODES.overLimit } });
  });

  it('refuses too many files', async () => {
    const entries = Array.from({ length: LIMITS.entries + 1 }, (_, n) => ({ name: `f${n}`, data: Buffer.alloc(0) }));
    expect((await refusal(writeZip(entries))).failure.code).toBe(CODES.overLimit);
  });

  it('believes its list more than the number at its end, and says so', async () => {
    const archive = await Archive.open(writeZip([{ name: 'a', data: Buffer.from('hello') }], { entries: 3 }), 'x.epub');
    expect((await archive.read('a')).toString()).toBe('hello');
    expect(archive.doubts).toEqual(['The archive says that it holds 3 files and lists 1.']);
  });

  it('notices damage by the checksum, and reads on', async () => {
    const bytes = await zip({ mimetype: 'application/epub+zip' });
    const at = bytes.indexOf('epub+zip');
    bytes[at] = 'E'.charCodeAt(0);
    const archive = await Archive.open(bytes, 'x.epub');
    expect((await archive.read('mimetype')).toString()).toBe('application/Epub+zip');
    expect(archive.doubts).toEqual([expect.stringMatching(/^mimetype is damaged .*checksum/)]);
  });

  it('takes no name that leads out of the archive', async () => {
    const bytes = await zip({ 'aaaa/bbbb.txt': 'secret', 'good.txt': 'x' });
    for (let at = bytes.indexOf('aaaa/bbbb'); at >= 0; at = bytes.indexOf('aaaa/bbbb', at + 1))
      bytes.write('../../bbb', at);
    const archive = await Archive.open(bytes, 'x.epub').catch(() => null);
    expect(archive?.names ?? []).not.toContain('../../bbb.txt');
    expect(archive?.find('bbb.txt') ?? null).toBeNull();
  });
});
