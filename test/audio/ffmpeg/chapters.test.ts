import { copyFile, readFile, readdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  encodeChapter,
  GRID_SAMPLES,
  padToGrid,
  readFlacHeader,
  TAIL_SAMPLES,
  writeChapter,
} from '../../../src/audio/index.js';
import { CODES, RetryableError, TerminalError } from '../../../src/core/index.js';
import { decode, inFolder } from '../support/books.js';
import { chirp, inPieces, speechLikeNoise } from '../support/sounds.js';

const errorOf = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    () => null,
    (error: unknown) => error,
  );

async function expectMismatch(run: Promise<unknown>): Promise<void> {
  const error = await errorOf(run);
  expect(error).toBeInstanceOf(TerminalError);
  if (error instanceof TerminalError) expect([CODES.encodeMismatch, CODES.programFailed]).toContain(error.failure.code);
}

describe('writeChapter', () => {
  it('keeps every sample, pads with zeros to the grid and says how long it is', () =>
    inFolder(async (folder) => {
      const sound = chirp(50_001, 4);
      const path = join(folder, 'chapter.flac');
      const written = await writeChapter(inPieces(sound), path);
      expect(written).toMatchObject({ samples: padToGrid(50_001), spokenSamples: 50_001 });
      expect(written.samples % GRID_SAMPLES).toBe(0);
      expect(written.samples - written.spokenSamples).toBeGreaterThanOrEqual(TAIL_SAMPLES);
      const pcm = await decode(path);
      expect(pcm.length).toBe(written.samples);
      expect(pcm.subarray(0, sound.length)).toEqual(sound);
      expect(pcm.subarray(sound.length).every((sample) => sample === 0)).toBe(true);
      const header = readFlacHeader(await readFile(path));
      expect(header.ok && header.value).toMatchObject({ sampleRate: 24_000, channels: 1, samples: written.samples });
      expect(await readdir(folder)).toEqual(['chapter.flac']);
    }));

  it('measures loudness: twice the amplitude is 6 dB', () =>
    inFolder(async (folder) => {
      const loudnessOf = async (amplitude: number) =>
        (await writeChapter(inPieces(speechLikeNoise(240_000, 5, amplitude)), join(folder, 'c.flac'))).loudness;
      const [quiet, loud] = [await loudnessOf(0.2), await loudnessOf(0.4)];
      expect((loud?.integratedLufs ?? 0) - (quiet?.integratedLufs ?? 0)).toBeCloseTo(6, 0);
      expect(loud?.truePeakDbtp).toBeCloseTo(20 * Math.log10((0.4 * 32_000) / 32_768), 0);
    }));

  it('has no loudness for what cannot be measured', () =>
    inFolder(async (folder) => {
      for (const sound of [new Int16Array(100_000), chirp(4_000, 1), new Int16Array()]) {
        const written = await writeChapter(inPieces(sound), join(folder, 'c.flac'));
        expect(written.loudness).toBeNull();
        expect(written.samples).toBe(padToGrid(sound.length));
      }
    }));

  it('passes an error of its source on and leaves nothing behind', () =>
    inFolder(async (folder) => {
      const cause = new RetryableError('a clip is not there', 1000);
      async function* broken(): AsyncGenerator<Int16Array> {
        yield chirp(100_000, 1);
        throw cause;
      }
      expect(await errorOf(writeChapter(broken(), join(folder, 'c.flac')))).toBe(cause);
      expect(await readdir(folder)).toEqual([]);
    }));

  it('stops when aborted and leaves nothing behind', () =>
    inFolder(async (folder) => {
      const abort = new AbortController();
      async function* endless(): AsyncGenerator<Int16Array> {
        for (let n = 0; ; n++) {
          if (n === 20) abort.abort(new Error('cancelled'));
          yield chirp(24_000, n);
        }
      }
      const error = await errorOf(writeChapter(endless(), join(folder, 'c.flac'), { signal: abort.signal }));
      expect(String(error)).toContain('cancelled');
      expect(await readdir(folder)).toEqual([]);
    }));

  it('says so when the folder is missing', () =>
    inFolder(async (folder) => {
      await expectMismatch(writeChapter(inPieces(chirp(9_000, 1)), join(folder, 'no', 'c.flac')));
    }));

  it('takes any file name for a file name', () =>
    inFolder(async (folder) => {
      for (const name of ['-y.flac', '100%d: "x" \'y\'.flac', 'http:x.flac', 'ünï 第.flac']) {
        const path = join(folder, name);
        const { samples } = await writeChapter(inPieces(chirp(9_000, 1)), path);
        await encodeChapter(path, `${path}.aac`, { gainDb: 0, samples });
        expect(await readdir(folder)).toContain(name);
      }
    }));
});

describe('encodeChapter', () => {
  it('makes one frame more than the chapter holds, the same bytes every time', () =>
    inFolder(async (folder) => {
      const flac = join(folder, 'c.flac');
      const { samples } = await writeChapter(inPieces(chirp(100_000, 2)), flac);
      const [first, second] = [join(folder, '1.aac'), join(folder, '2.aac')];
      expect(await encodeChapter(flac, first, { gainDb: -3.25, samples })).toEqual({ frames: samples / 1024 + 1 });
      await encodeChapter(flac, second, { gainDb: -3.25, samples });
      expect(Buffer.compare(await readFile(first), await readFile(second))).toBe(0);
      expect((await readdir(folder)).toSorted()).toEqual(['1.aac', '2.aac', 'c.flac']);
    }));

  it('fails on a chapter of another length than was said', () =>
    inFolder(async (folder) => {
      const flac = join(folder, 'c.flac');
      const { samples } = await writeChapter(inPieces(chirp(100_000, 2)), flac);
      await expectMismatch(encodeChapter(flac, join(folder, 'a.aac'), { gainDb: 0, samples: samples + GRID_SAMPLES }));
      expect(await readdir(folder)).toEqual(['c.flac']);
    }));

  it('fails on a cut or damaged FLAC', () =>
    inFolder(async (folder) => {
      const flac = join(folder, 'c.flac');
      const { samples } = await writeChapter(inPieces(speechLikeNoise(200_000, 2)), flac);
      const cut = join(folder, 'cut.flac');
      await copyFile(flac, cut);
      await truncate(cut, Math.floor((await readFile(flac)).length / 2));
      await expectMismatch(encodeChapter(cut, join(folder, 'a.aac'), { gainDb: 0, samples }));
      const damaged = await readFile(flac);
      damaged.fill(0x5a, 20_000, 20_400);
      await writeFile(cut, damaged);
      await expectMismatch(encodeChapter(cut, join(folder, 'a.aac'), { gainDb: 0, samples }));
      const failed = await errorOf(
        encodeChapter(cut, join(folder, 'a.aac'), { gainDb: 0, samples, name: 'The Storm' }),
      );
      expect(failed).toMatchObject({
        failure: {
          what: 'Encoding The Storm failed.',
          why: expect.stringMatching(/^ffmpeg failed \(exit 1\): .*CRC error/),
        },
      });
      await writeFile(cut, 'not FLAC at all');
      await expectMismatch(encodeChapter(cut, join(folder, 'a.aac'), { gainDb: 0, samples }));
    }));
});
