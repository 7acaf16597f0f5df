import { describe, expect, it } from 'vitest';
import { parseWav } from '../../../../src/speech/engines/wav/index.js';
import { type Chunk, dataChunk, formatChunk, samples16, uint16, wavOf } from './make-wav.js';

const SOUND = samples16(0, 0.5, -0.5, 0.25);
const EXPECTED = [0, 0.5, -0.5, 0.25];
const list = (padded: boolean, text = 'INFOodd'): Chunk => ({ id: 'LIST', body: Buffer.from(text), padded });
/** What stands behind the sixteen bytes when the kind is 0xFFFE: its length, valid bits, speakers, the real kind. */
const extension = (kind: number): Uint8Array<ArrayBuffer> =>
  Buffer.concat([uint16(22, 16, 4, 0, kind), Buffer.alloc(14)]);

describe('a WAV', () => {
  it.each([0, 0xffffffff, 0x7fffffff, 0x7ffff000, 2_000_000_000, 0xffffffff - 36, SOUND.length])(
    'whose sound states a size of %i',
    (stated) => {
      expect([...parseWav(wavOf([formatChunk(), dataChunk(SOUND, stated)])).pcm]).toEqual(EXPECTED);
    },
  );

  it.each([true, false])('with a list of odd length before its sound, padded: %s', (padded) => {
    expect([...parseWav(wavOf([list(padded), formatChunk(), list(padded), dataChunk(SOUND)])).pcm]).toEqual(EXPECTED);
  });

  it('ends where its sound ends, not where the file does', () => {
    const sound = parseWav(wavOf([formatChunk(16, { rate: 22_050 }), dataChunk(SOUND), list(true)]));
    expect(sound).toEqual({ pcm: Float32Array.from(EXPECTED), sampleRate: 22_050 });
  });

  it.each([
    ['8 bits', formatChunk(8), Uint8Array.of(128, 192, 64, 160)],
    ['24 bits', formatChunk(24), Uint8Array.of(0, 0, 0, 0, 0, 0x40, 0, 0, 0xc0, 0, 0, 0x20)],
    ['32 bits', formatChunk(32), new Uint8Array(Int32Array.of(0, 2 ** 30, -(2 ** 30), 2 ** 29).buffer)],
    ['floats', formatChunk(32, { kind: 3 }), new Uint8Array(Float32Array.from(EXPECTED).buffer)],
    ['long floats', formatChunk(64, { kind: 3 }), new Uint8Array(Float64Array.from(EXPECTED).buffer)],
    ['extensible', formatChunk(16, { kind: 0xfffe, more: extension(1) }), SOUND],
    [
      'extensible floats',
      formatChunk(32, { kind: 0xfffe, more: extension(3) }),
      new Uint8Array(Float32Array.from(EXPECTED).buffer),
    ],
    ['two channels', formatChunk(16, { channels: 2 }), samples16(0.1, -0.1, 0.5, 0.5, -1, 0, 0.25, 0.25)],
  ])('of %s', (_name, format, body) => {
    const { pcm } = parseWav(wavOf([format, dataChunk(body)]));
    expect(pcm.length).toBe(EXPECTED.length);
    for (const [index, expected] of EXPECTED.entries()) expect(pcm[index]).toBeCloseTo(expected, 4);
  });

  it('of 64-bit sizes is read like a streamed one', () => {
    expect([...parseWav(wavOf([formatChunk(), dataChunk(SOUND, 0xffffffff)], 0, 'RF64')).pcm]).toEqual(EXPECTED);
  });

  it('leaves out half a sample at its end, and may hold none', () => {
    expect(parseWav(wavOf([formatChunk(), { ...dataChunk(SOUND.subarray(0, 5), 0), padded: false }])).pcm.length).toBe(
      2,
    );
    expect(parseWav(wavOf([formatChunk(), dataChunk(new Uint8Array())])).pcm.length).toBe(0);
  });
});

describe('what is none', () => {
  it.each([
    ['<!doctype html><html></html>', 'not-wav'],
    ['', 'not-wav'],
  ])('%s', (text, trouble) => {
    expect(() => parseWav(Buffer.from(text))).toThrow(expect.objectContaining({ trouble }));
  });

  it.each([
    ['a sound shorter than it says', wavOf([formatChunk(), dataChunk(SOUND, 400)]), 'truncated', /8 of its 400/],
    ['no sound', wavOf([formatChunk()]), 'truncated', /before its sound/],
    ['half a description', wavOf([{ id: 'fmt ', body: uint16(1, 1) }]), 'truncated', /description/],
    ['no description', wavOf([dataChunk(SOUND)]), 'unsupported', /does not say/],
    ['telephone samples', wavOf([formatChunk(8, { kind: 7 }), dataChunk(SOUND)]), 'unsupported', /kind 7/],
    ['no channels', wavOf([formatChunk(16, { channels: 0 }), dataChunk(SOUND)]), 'unsupported', /0 channels/],
    ['a rate of nothing', wavOf([formatChunk(16, { rate: 0 }), dataChunk(SOUND)]), 'unsupported', /0 Hz/],
    ['twelve bits', wavOf([formatChunk(12), dataChunk(SOUND)]), 'unsupported', /12 bits/],
  ])('%s', (_name, bytes, trouble, message) => {
    expect(() => parseWav(bytes)).toThrow(
      expect.objectContaining({ trouble, message: expect.stringMatching(message) }),
    );
  });
});
