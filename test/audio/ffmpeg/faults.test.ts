import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assembleBook, type BookOrder } from '../../../src/audio/index.js';
import { CODES, TerminalError } from '../../../src/core/index.js';
import { makeBook, TAGS } from '../support/books.js';
import { chirp } from '../support/sounds.js';

/** A tiny book whose parts are spoiled one at a time. */
const made = { folder: '', adts: '', samples: 0, bytes: new Uint8Array() };

beforeAll(async () => {
  made.folder = await mkdtemp(join(tmpdir(), 'e2a-audio-'));
  const book = await makeBook(made.folder, [{ title: 'x', sound: chirp(30_000, 1) }]);
  made.adts = book.adts[0] ?? '';
  made.samples = book.written[0]?.samples ?? 0;
  made.bytes = await readFile(made.adts);
});
afterAll(() => rm(made.folder, { recursive: true }));

const good = () => createReadStream(made.adts);
const outPath = () => join(made.folder, 'out.m4b');

async function* bytesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const order = (spoiled: () => AsyncIterable<Uint8Array>, more: Partial<BookOrder> = {}): BookOrder => ({
  chapters: [
    { title: 'One', samples: made.samples, adts: good },
    { title: 'Two', samples: made.samples, adts: spoiled },
    { title: 'Three', samples: made.samples, adts: good },
  ],
  tags: TAGS,
  outPath: outPath(),
  ...more,
});

const leftBehind = async () => (await readdir(made.folder)).filter((name) => name.startsWith('out'));

const frameAt = (n: number): number => {
  let at = 0;
  for (let i = 0; i < n; i++)
    at += (((made.bytes[at + 3] ?? 0) & 3) << 11) | ((made.bytes[at + 4] ?? 0) << 3) | ((made.bytes[at + 5] ?? 0) >> 5);
  return at;
};

const altered = (at: number, value: number): Uint8Array => {
  const bytes = made.bytes.slice();
  bytes[at] = value;
  return bytes;
};

describe('a book with a spoiled chapter fails by that chapter’s name and leaves nothing', () => {
  it.each([
    ['a frame missing', () => Buffer.concat([made.bytes.subarray(0, frameAt(3)), made.bytes.subarray(frameAt(4))])],
    ['a frame twice', () => Buffer.concat([made.bytes.subarray(0, frameAt(4)), made.bytes.subarray(frameAt(3))])],
    ['the end missing', () => made.bytes.subarray(0, -5)],
    ['nothing at all', () => new Uint8Array()],
    ['another rate', () => altered(frameAt(2) + 2, 0x5c)],
    ['stereo', () => altered(frameAt(2) + 3, ((made.bytes[frameAt(2) + 3] ?? 0) & 0x3f) | 0x80)],
    ['a checksum variant', () => altered(1, 0xf0)],
    ['bytes that are no frame', () => altered(frameAt(5), 0)],
  ])('%s', async (_, spoil) => {
    const error: unknown = await assembleBook(order(() => bytesOf(spoil()))).then(
      () => null,
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(TerminalError);
    if (error instanceof TerminalError) {
      expect(error.failure.code).toBe(CODES.encodeMismatch);
      expect(error.failure.what).toContain('Two');
    }
    expect(await leftBehind()).toEqual([]);
  });

  it('a chapter that cannot be opened', async () => {
    const error: unknown = await assembleBook(order(() => createReadStream(join(made.folder, 'gone.aac')))).catch(
      (e) => e,
    );
    expect(String(error)).toContain('ENOENT');
    expect(await leftBehind()).toEqual([]);
  });

  it('and an abort leaves nothing, too', async () => {
    const abort = new AbortController();
    async function* aborting(): AsyncGenerator<Uint8Array> {
      abort.abort(new Error('cancelled'));
      yield made.bytes;
    }
    const error: unknown = await assembleBook(order(aborting, { signal: abort.signal })).catch((e) => e);
    expect(String(error)).toContain('cancelled');
    expect(await leftBehind()).toEqual([]);
  });
});
