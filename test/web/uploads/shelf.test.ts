import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bookName } from '../../../src/web/uploads/book-name.js';
import { KEPT_MS, MOST_BOOKS_OF_LIMIT } from '../../../src/web/uploads/limits.js';
import { MOST_PIECE_BYTES } from '../../../src/web/uploads/pieces.js';
import { receive } from '../../../src/web/uploads/receive.js';
import { tooLarge } from '../../../src/web/uploads/refusals.js';
import { createShelf, type Shelf } from '../../../src/web/uploads/shelf.js';
import { createManualClock, type ManualClock } from '../../cluster/runtime/manual-clock.js';

const MOST = 1_000;
/** Files of this test have the time of the machine. */
const NOW = Date.now();
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const bodyOf = (...chunks: readonly string[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(bytesOf(chunk));
      controller.close();
    },
  });
/** A line that is cut after the chunks. */
const brokenBody = (...chunks: readonly string[]): ReadableStream<Uint8Array> => {
  const left = [...chunks];
  return new ReadableStream({
    pull: (controller) => {
      const chunk = left.shift();
      if (chunk === undefined) controller.error(new Error('cut'));
      else controller.enqueue(bytesOf(chunk));
    },
  });
};

describe('the shelf of books that were sent', () => {
  let folder: string;
  let clock: ManualClock;
  let shelf: Shelf;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-shelf-'));
    clock = createManualClock(NOW);
    shelf = await createShelf(folder, MOST, clock);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const refused = (status: number) => expect.objectContaining({ status });

  it('keeps a book under its digest, whatever it is called and however often it is sent', async () => {
    const id = sha256(bytesOf('a book'));
    expect(await shelf.take('tale.epub', bodyOf('a ', 'book'), 6)).toEqual({
      id,
      fileName: 'tale.epub',
      bytes: 6,
      usedAt: NOW,
    });
    await shelf.take('Another Name.epub', bodyOf('a book'), null);
    expect(await shelf.find(id)).toMatchObject({ fileName: 'Another Name.epub' });
    const read = await shelf.read(id);
    expect(new TextDecoder().decode(read.bytes)).toBe('a book');
    expect((await readdir(folder)).sort()).toEqual([`${id}.book`, `${id}.json`]);
    await shelf.remove(id);
    expect(await readdir(folder)).toEqual([]);
    await expect(shelf.read(id)).rejects.toEqual(refused(404));
  });

  it.each(['', '..', '../../etc/passwd', `${'0'.repeat(63)}g`, `${'0'.repeat(64)}/x`, 'A'.repeat(64)])(
    'finds nothing under "%s"',
    async (id) => {
      await expect(shelf.find(id)).rejects.toEqual(refused(404));
    },
  );

  it.each([
    { name: 'nothing', body: bodyOf(), declared: 0, status: 400 },
    { name: 'no body at all', body: null, declared: null, status: 400 },
    { name: 'more than it may, by its own word', body: bodyOf('x'), declared: MOST + 1, status: 413 },
    { name: 'more than it may, against its word', body: bodyOf('x'.repeat(MOST), 'x'), declared: 5, status: 413 },
    { name: 'more than it may, without a word', body: bodyOf('x'.repeat(MOST), 'x'), declared: null, status: 413 },
    { name: 'a part, then the line is cut', body: brokenBody('a', 'b'), declared: 6, status: 400 },
  ])('leaves nothing behind of $name', async ({ body, declared, status }) => {
    await expect(shelf.take('tale.epub', body, declared)).rejects.toEqual(refused(status));
    expect(await readdir(folder)).toEqual([]);
  });

  it('ends a line on which nothing comes', async () => {
    const path = join(folder, 'x.part');
    const silent = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(bytesOf('a')) });
    const stalled = receive(silent, { path, from: 0, most: MOST, tooMuch: () => tooLarge(MOST), stalledMs: 10 });
    await expect(stalled).rejects.toEqual(refused(408));
  });

  it('takes no book whose facts are not beside it, or whose bytes are others', async () => {
    const { id } = await shelf.take('tale.epub', bodyOf('a book'), null);
    await writeFile(join(folder, `${id}.book`), 'half');
    await expect(shelf.find(id)).rejects.toEqual(refused(404));
    await shelf.take('tale.epub', bodyOf('a book'), null);
    await rm(join(folder, `${id}.json`));
    await expect(shelf.find(id)).rejects.toEqual(refused(404));
  });

  it('is open to nobody else on the machine', async () => {
    const own = join(folder, 'own');
    await createShelf(own, MOST, clock);
    if (process.platform !== 'win32') expect((await stat(own)).mode & 0o077).toBe(0);
  });

  describe('in pieces', () => {
    const piece = (offset: number, body: ReadableStream<Uint8Array> | null, length = 6, upload = 'upload-1') =>
      shelf.takePiece('tale.epub', { upload, offset, length, body });

    it('is there with its last piece, and not before', async () => {
      const id = sha256(bytesOf('a book'));
      expect(await piece(0, bodyOf('a b'))).toEqual({ type: 'more', offset: 3 });
      expect(await shelf.offset('upload-1')).toBe(3);
      await expect(shelf.find(id)).rejects.toEqual(refused(404));
      expect(await piece(3, bodyOf('ook'))).toMatchObject({ id, bytes: 6, fileName: 'tale.epub' });
      expect(await shelf.offset('upload-1')).toBe(0);
      expect((await readdir(folder)).sort()).toEqual([`${id}.book`, `${id}.json`]);
    });

    it('a book that is said to be shorter than what is here already spoils no whole one', async () => {
      const { id } = await shelf.take('tale.epub', bodyOf('a book'), null);
      await piece(0, bodyOf('a book'), 7);
      await expect(piece(6, null, 3)).rejects.toEqual(refused(409));
      expect(await shelf.find(id)).toMatchObject({ bytes: 6 });
    });

    it('a piece that is not the next one is told where to go on', async () => {
      await piece(0, bodyOf('a b'));
      for (const offset of [0, 2, 4])
        await expect(piece(offset, bodyOf('x'))).rejects.toEqual(
          expect.objectContaining({ status: 409, headers: { 'Upload-Offset': '3' } }),
        );
    });

    it('a piece that breaks off is as if it had never come', async () => {
      await piece(0, bodyOf('a b'));
      await expect(piece(3, brokenBody('o', 'o'))).rejects.toEqual(refused(400));
      expect(await shelf.offset('upload-1')).toBe(3);
      expect(await piece(3, bodyOf('ook'))).toMatchObject({ id: sha256(bytesOf('a book')) });
    });

    it('pieces of two uploads of one name do not meet, and two of one upload are not taken at once', async () => {
      await Promise.all([piece(0, bodyOf('a b')), piece(0, bodyOf('an'), 12, 'upload-2')]);
      expect(await shelf.offset('upload-2')).toBe(2);
      const both = await Promise.allSettled([piece(3, bodyOf('o')), piece(3, bodyOf('o'))]);
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    it.each([
      { name: 'more than the whole', piece: { length: 2, body: bodyOf('abc') }, status: 413 },
      { name: 'a whole that is too large', piece: { length: MOST + 1, body: bodyOf('a') }, status: 413 },
      { name: 'a whole of nothing', piece: { length: 0, body: bodyOf() }, status: 400 },
    ])('refuses $name', async ({ piece: { length, body }, status }) => {
      await expect(piece(0, body, length)).rejects.toEqual(refused(status));
    });

    it('refuses a piece that is larger than pieces are', async () => {
      const large = await createShelf(folder, 4 * MOST_PIECE_BYTES, clock);
      const body = bodyOf('x'.repeat(MOST_PIECE_BYTES), 'x');
      const request = { upload: 'upload-1', offset: 0, length: 2 * MOST_PIECE_BYTES, body };
      await expect(large.takePiece('tale.epub', request)).rejects.toEqual(refused(413));
    });

    it('names of uploads are no names of files', async () => {
      await piece(0, bodyOf('a b'), 6, '../../../x');
      expect(await readdir(folder)).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.pieces$/)]);
    });
  });

  it('sweeps what nobody used for a day, and begun uploads, but nothing younger', async () => {
    const { id } = await shelf.take('old.epub', bodyOf('old'), null);
    await shelf.takePiece('begun.epub', { upload: 'upload-1', offset: 0, length: 6, body: bodyOf('a b') });
    await writeFile(join(folder, 'abandoned.part'), 'half');
    await clock.advance(KEPT_MS - 1_000);
    await shelf.find(id);
    expect(await shelf.sweep()).toBe(1);
    await clock.advance(10_000);
    expect(await shelf.sweep()).toBe(1);
    expect((await readdir(folder)).sort()).toEqual([`${id}.book`, `${id}.json`]);
    await clock.advance(KEPT_MS);
    await shelf.sweep();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is bounded: books that nobody uses make way, uploads under way do not', async () => {
    const first = await shelf.take('book.epub', bodyOf('0'.repeat(MOST)), MOST);
    await clock.advance(1_000);
    for (let n = 1; n < MOST_BOOKS_OF_LIMIT; n++) await shelf.take('book.epub', bodyOf(String(n).repeat(MOST)), MOST);
    await expect(shelf.take('one more.epub', bodyOf('x'), 1)).rejects.toEqual(refused(503));
    await clock.advance(6 * 60_000);
    const last = await shelf.take('one more.epub', bodyOf('x'), 1);
    await expect(shelf.find(first.id)).rejects.toEqual(refused(404));
    expect(await shelf.find(last.id)).toMatchObject({ bytes: 1 });
  });
});

describe('what a book is called', () => {
  it.each([
    ['moby-dick.epub', 'moby-dick.epub'],
    ['../../etc/passwd', '-..-etc-passwd'],
    ['..\\..\\windows\\win.ini', '-..-windows-win.ini'],
    ['/etc/cron.d/x.epub', '-etc-cron.d-x.epub'],
    ['....epub', 'audiobook.epub'],
    ['🦊 Fuchs & Gänse.epub', '🦊 Fuchs & Gänse.epub'],
    ['a\u0000b\n.epub', 'a b.epub'],
    ['con.epub', 'con-.epub'],
    ['', 'audiobook'],
  ])('%j → %j', (given, name) => {
    expect(bookName(given)).toBe(name);
  });

  it('keeps its ending, however long it is', () => {
    const name = bookName(`${'ü'.repeat(500)}.epub`);
    expect(name.endsWith('ü.epub')).toBe(true);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(210);
  });
});
