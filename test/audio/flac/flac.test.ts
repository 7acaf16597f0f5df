import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFlac, encodeFlac, FLAC_HEADER_BYTES, pcmBytes, readFlacHeader } from '../../../src/audio/index.js';
import { AssertionError, CODES, TerminalError } from '../../../src/core/index.js';
import { runProgram } from '../../../src/programs/index.js';
import { speechLikeNoise } from '../support/sounds.js';

const clip = speechLikeNoise(10 * 24_000, 1);
const DEADLINE_MS = 20_000;

const headerOf = (bytes: Uint8Array) => {
  const header = readFlacHeader(bytes);
  if (!header.ok) throw new Error(header.error);
  return header.value;
};

const md5 = (samples: Int16Array): string => createHash('md5').update(pcmBytes(samples)).digest('hex');

async function expectDamaged(bytes: Uint8Array): Promise<void> {
  const error: unknown = await decodeFlac(bytes).then(
    () => null,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(TerminalError);
  if (error instanceof TerminalError) expect(error.failure.code).toBe(CODES.clipDamaged);
}

describe('FLAC clips', () => {
  it('come back exactly, at about half the size of PCM', async () => {
    const bytes = await encodeFlac(clip);
    expect(bytes.length).toBeLessThan(clip.length * 2 * 0.8);
    expect(await decodeFlac(bytes)).toEqual(clip);
  });

  it('carry their sample count, format and md5 in the header', async () => {
    const bytes = await encodeFlac(clip);
    expect(headerOf(bytes)).toEqual({
      sampleRate: 24_000,
      channels: 1,
      bitsPerSample: 16,
      samples: clip.length,
      md5: md5(clip),
    });
    expect(headerOf(bytes.subarray(0, FLAC_HEADER_BYTES)).samples).toBe(clip.length);
  });

  it('are read by ffmpeg to the same samples', async () => {
    const { stdout } = await runProgram({
      program: 'ffmpeg',
      args: ['-v', 'error', '-i', 'pipe:0', '-f', 's16le', 'pipe:1'],
      deadlineMs: DEADLINE_MS,
      input: await encodeFlac(clip),
    });
    expect(Buffer.from(stdout).equals(Buffer.from(pcmBytes(clip)))).toBe(true);
  });

  it('are the same bytes every time, also when made at the same time', async () => {
    const [first, second] = await Promise.all([encodeFlac(clip), encodeFlac(clip)]);
    expect(Buffer.compare(first, second)).toBe(0);
  });

  // libflacjs un-triples bytes of value 0 and 255 by a rule of thumb; these samples are made of such bytes.
  it('come back exactly whatever the samples are', async () => {
    const awkward = fc.constantFrom(
      0,
      1,
      -1,
      255,
      256,
      -255,
      -256,
      -257,
      0x7f00,
      0x7fff,
      -0x8000,
      -0x7f01,
      0x00ff,
      0x0100,
    );
    const sample = fc.oneof(awkward, fc.integer({ min: -0x8000, max: 0x7fff }));
    await fc.assert(
      fc.asyncProperty(fc.array(sample, { minLength: 1, maxLength: 9_000, size: 'max' }), async (values) => {
        const samples = Int16Array.from(values);
        expect(await decodeFlac(await encodeFlac(samples))).toEqual(samples);
      }),
      { numRuns: 40 },
    );
  });

  it('of one sample, of silence and of a view into a larger array come back', async () => {
    for (const samples of [Int16Array.of(-7), new Int16Array(50_000), clip.subarray(12_345, 60_000)]) {
      expect(await decodeFlac(await encodeFlac(samples))).toEqual(samples);
    }
  });

  it('refuse to be empty', async () => {
    await expect(encodeFlac(new Int16Array(0))).rejects.toBeInstanceOf(AssertionError);
  });

  it('leave fetch as it was', async () => {
    const before = globalThis.fetch;
    await encodeFlac(clip.subarray(0, 100));
    expect(globalThis.fetch).toBe(before);
    expect(String(globalThis.fetch)).not.toContain('readBinary');
  });
});

describe('damaged clips are told from sound ones', () => {
  it.each([0, 3, 41, 42, 200, 5_000])('cut after %i bytes', async (length) => {
    await expectDamaged((await encodeFlac(clip)).slice(0, length));
  });

  it('cut by one byte', async () => {
    await expectDamaged((await encodeFlac(clip)).slice(0, -1));
  });

  it.each([0, 4, 7, 12, 18, 21, 25, 30, 100, 4_000, 20_000])('byte %i altered', async (at) => {
    const bytes = (await encodeFlac(clip)).slice();
    bytes[at] = (bytes[at] ?? 0) ^ 0x55;
    // Frame sizes (bytes 12–17) are hints: a clip that decodes to its md5 is sound whatever they say.
    if (at === 12) expect(await decodeFlac(bytes)).toEqual(clip);
    else await expectDamaged(bytes);
  });

  it('with something else in place of the clip', async () => {
    await expectDamaged(new TextEncoder().encode('RIFF....WAVEfmt this is long enough to be looked at, but not FLAC'));
  });

  it('of another rate, or with more samples than the header says', async () => {
    const resampled = await runProgram({
      program: 'ffmpeg',
      args: ['-v', 'error', '-f', 's16le', '-ar', '22050', '-ac', '1', '-i', 'pipe:0', '-f', 'flac', 'pipe:1'],
      deadlineMs: DEADLINE_MS,
      input: pcmBytes(clip),
    });
    await expectDamaged(resampled.stdout);
    const shorter = await encodeFlac(clip.subarray(0, clip.length - 5_000));
    const mixed = (await encodeFlac(clip)).slice();
    mixed.set(shorter.subarray(0, FLAC_HEADER_BYTES));
    await expectDamaged(mixed);
  });

  it('and a good clip decodes after a damaged one', async () => {
    const bytes = await encodeFlac(clip);
    await expectDamaged(bytes.slice(0, 9_000));
    expect(await decodeFlac(bytes)).toEqual(clip);
  });
});
