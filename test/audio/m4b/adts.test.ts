import { describe, expect, it } from 'vitest';
import { countAdtsFrames, createAdtsSplitter } from '../../../src/audio/m4b/index.js';
import { TerminalError } from '../../../src/core/index.js';

/** A frame of 24 kHz mono AAC-LC whose body is made of `fill`: headers inside bodies must not be taken for frames. */
function frame(bodyBytes: number, fill = 0xff): Uint8Array {
  const length = bodyBytes + 7;
  const header = [0xff, 0xf1, 0x58, 0x40 | (length >> 11), (length >> 3) & 0xff, ((length & 7) << 5) | 0x1f, 0xfc];
  return Uint8Array.from([...header, ...new Uint8Array(bodyBytes).fill(fill)]);
}

const frames = [frame(1), frame(200, 0xf1), frame(8_184, 0xff), frame(33), frame(2_041)];
const stream = Buffer.concat(frames);

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

describe('createAdtsSplitter', () => {
  it.each([1, 2, 6, 7, 8, 100, 1_024, 8_191, 100_000])('finds every frame in chunks of %i bytes', async (size) => {
    const splitter = createAdtsSplitter('x');
    const found: Uint8Array[] = [];
    for await (const chunk of cut(stream, size)) found.push(...splitter.push(chunk).map((f) => f.slice()));
    splitter.end();
    expect(found.map((f) => f.length)).toEqual(frames.map((f) => f.length));
    expect(Buffer.concat(found).equals(stream)).toBe(true);
    expect(await countAdtsFrames(cut(stream, size), 'x')).toBe(frames.length);
  });

  it('accepts nothing as no frames', async () => {
    expect(await countAdtsFrames(cut(new Uint8Array(), 1), 'x')).toBe(0);
  });

  it.each([1, 5, 7, 20])('says when the last %i bytes are missing', async (bytes) => {
    await expect(countAdtsFrames(cut(stream.subarray(0, -bytes), 64), 'Chapter 7')).rejects.toThrow(/Chapter 7/);
  });

  it.each([
    ['no sync word', 0, 0x00],
    ['a checksum', 1, 0xf0],
    ['MPEG-2', 1, 0xf9],
    ['another profile', 2, 0x18],
    ['another rate', 2, 0x5c],
    ['another number of channels', 3, 0x80],
    ['a length below the header’s', 4, 0x00],
    ['several blocks in a frame', 6, 0xfd],
  ])('refuses %s', async (_, at, value) => {
    const bytes = Buffer.concat([frame(20), frame(20)]);
    bytes[27 + at] = value;
    await expect(countAdtsFrames(cut(bytes, 10), 'x')).rejects.toBeInstanceOf(TerminalError);
  });
});
