import { readFile } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { load } from '../scripts/load.js';

const { buildSample, SAMPLE } = await load<{ buildSample(): Buffer; SAMPLE: string }>('samples/build.mjs');
const { coverPixels, coverPng, WIDTH, HEIGHT } = await load<{
  coverPixels(): Uint8Array;
  coverPng(): Buffer;
  WIDTH: number;
  HEIGHT: number;
}>('samples/cover.mjs');
const COVER = new URL('../../samples/the-lighthouse-clock/OEBPS/cover.png', import.meta.url);

/** The pixels of a PNG of ours: one IDAT chunk, a filter byte of 0 before each row. */
function pixelsOf(png: Buffer): Uint8Array {
  const at = png.indexOf('IDAT');
  const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  const pixels = new Uint8Array(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) pixels.set(rows.subarray(y * (WIDTH + 1) + 1, (y + 1) * (WIDTH + 1)), y * WIDTH);
  return pixels;
}

describe('the sample book', () => {
  it('is what its sources say: else run node samples/build.mjs', async () => {
    expect(buildSample().equals(await readFile(SAMPLE))).toBe(true);
  });
  it('begins as an EPUB must: with its media type, plain to see', async () => {
    expect((await readFile(SAMPLE)).toString('latin1', 30, 58)).toBe('mimetypeapplication/epub+zip');
  });
  it('has the cover that its script draws', async () => {
    const drawn = Buffer.from(coverPixels());
    expect(Buffer.from(pixelsOf(await readFile(COVER))).equals(drawn)).toBe(true);
    expect(Buffer.from(pixelsOf(coverPng())).equals(drawn)).toBe(true);
  });
});
