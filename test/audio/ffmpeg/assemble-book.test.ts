import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assembleBook, CLOCK_HZ, encodeChapter, padToGrid, writeChapter } from '../../../src/audio/index.js';
import { runProgram } from '../../../src/programs/index.js';
import {
  bestLag,
  decode,
  type MadeBook,
  makeBook,
  measure,
  type Probed,
  peakOf,
  probe,
  TAGS,
} from '../support/books.js';
import { chirp, inPieces, LEAD_SAMPLES, speechLikeNoise } from '../support/sounds.js';

const TITLES = [
  'Opening',
  'a = b; #c \\d',
  '第一章 こんにちは',
  'Глава четвёртая',
  '“Quoted” — ‘dashed’',
  'مرحبا',
  'Emoji 🐋🏴‍☠️ e\u0301',
  '  spaced\n\tout  ',
  `${'long '.repeat(80)}end`,
  '[CHAPTER]',
  'title=not a key',
  '\\',
  '',
];
/** No length is on the grid, or even a multiple of a frame. */
const LENGTHS = [31_001, 24_007, 51_239, 1, 9_999, 70_003, 3_072, 1_025, 47_777, 30_011, 25_013, 12_347, 60_000];
const chapters = TITLES.map((title, i) => ({ title, sound: chirp(LENGTHS[i] ?? 0, i + 1) }));
const starts: number[] = [];
LENGTHS.reduce((at, length) => {
  starts.push(at);
  return at + padToGrid(length);
}, 0);
const total = LENGTHS.reduce((sum, length) => sum + padToGrid(length), 0);
/** A chirp this long is found to the sample. */
const FINDABLE = 9_000;
const SEEN_SAMPLES = 4_096;

function concatenate(parts: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => {
    whole.set(part, at);
    return at + part.length;
  }, 0);
  return whole;
}

function rmsError(truth: Int16Array, heard: Int16Array, from: number, to: number): number {
  let energy = 0;
  for (let i = from; i < to; i++) energy += ((truth[i] ?? 0) - (heard[i] ?? 0)) ** 2;
  return Math.sqrt(energy / (to - from));
}

/** All chapters' sound through a single encode: what stitched packets are compared with. */
async function oneEncode(folder: string, book: MadeBook): Promise<Int16Array> {
  const sound = concatenate(await Promise.all(book.flacs.map((flac) => decode(flac))));
  const flac = join(folder, 'one.flac');
  const adts = join(folder, 'one.aac');
  const { samples } = await writeChapter(inPieces(sound), flac);
  await encodeChapter(flac, adts, { gainDb: book.gainDb, samples });
  const outPath = join(folder, 'one.m4b');
  await assembleBook({
    chapters: [{ title: 'All', samples, adts: () => createReadStream(adts) }],
    tags: TAGS,
    outPath,
  });
  return decode(outPath);
}

describe('a book of 13 chapters of odd lengths', () => {
  const made: { folder: string; book: MadeBook; probed: Probed; pcm: Int16Array; shares: number[] } = {
    folder: '',
    book: { path: '', written: [], flacs: [], adts: [], gainDb: 0, assembled: { totalSamples: 0, warnings: [] } },
    probed: { streams: [], format: { duration: '', tags: {} }, chapters: [] },
    pcm: new Int16Array(),
    shares: [],
  };
  beforeAll(async () => {
    made.folder = await mkdtemp(join(tmpdir(), 'e2a-audio-'));
    const coverPath = join(made.folder, 'cover.jpg');
    await runProgram({
      program: 'ffmpeg',
      args: ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc=size=300x400', '-frames:v', '1', coverPath],
      deadlineMs: 20_000,
    });
    const onProgress = (share: number) => void made.shares.push(share);
    made.book = await makeBook(made.folder, chapters, { coverPath, onProgress });
    made.probed = await probe(made.book.path);
    made.pcm = await decode(made.book.path);
  });
  afterAll(() => rm(made.folder, { recursive: true }));

  it('is exactly as long as its chapters', () => {
    expect(made.book.assembled.totalSamples).toBe(total);
    expect(made.pcm.length).toBe(total);
    expect(Number(made.probed.format.duration) * CLOCK_HZ).toBeCloseTo(total, 0);
  });

  it('has its chapter marks exact to the sample', () => {
    const found = made.probed.chapters.map((chapter) => Number(chapter.start_time) * CLOCK_HZ);
    expect(found.map(Math.round)).toEqual(starts);
    for (const [i, at] of found.entries()) expect(Math.abs(at - (starts[i] ?? 0))).toBeLessThan(0.01);
    const ends = made.probed.chapters.map((chapter) => Math.round(Number(chapter.end_time) * CLOCK_HZ));
    expect(ends).toEqual([...starts.slice(1), total]);
  });

  it('sounds at each mark as the chapter that belongs there, with a lag of 0 samples', () => {
    for (const [i, { sound }] of chapters.entries()) {
      if (sound.length < FINDABLE) continue;
      const seen = sound.subarray(LEAD_SAMPLES, LEAD_SAMPLES + SEEN_SAMPLES);
      const found = bestLag(made.pcm, (starts[i] ?? 0) + LEAD_SAMPLES, seen);
      expect(found.lag, `chapter ${i + 1}`).toBe(0);
      expect(found.correlation, `chapter ${i + 1}`).toBeGreaterThan(0.98);
    }
  });

  it('sounds the same after seeking to a mark', async () => {
    for (const i of [2, 5, 12]) {
      const start = starts[i] ?? 0;
      const pcm = await decode(made.book.path, start / CLOCK_HZ);
      const seen = chapters[i]?.sound.subarray(LEAD_SAMPLES, LEAD_SAMPLES + SEEN_SAMPLES) ?? new Int16Array();
      const found = bestLag(pcm, LEAD_SAMPLES, seen);
      expect(found.lag, `chapter ${i + 1}`).toBe(0);
    }
  });

  it('is silent before each mark and sounds soon after: nothing was lost or doubled at the joins', () => {
    for (const [i, start] of starts.entries()) {
      expect(peakOf(made.pcm.subarray(Math.max(0, start - 1_000), start))).toBeLessThanOrEqual(2);
      if ((LENGTHS[i] ?? 0) < FINDABLE) continue;
      expect(peakOf(made.pcm.subarray(start, start + LEAD_SAMPLES + 600))).toBeGreaterThan(1_000);
    }
  });

  it('sounds at the joins as if it had been encoded in one go', async () => {
    const truth = concatenate(
      await Promise.all(made.book.flacs.map((flac) => decode(flac, 0, `volume=${made.book.gainDb}dB`))),
    );
    const reference = await oneEncode(made.folder, made.book);
    expect(reference.subarray(0, total).length).toBe(total);
    for (const start of starts.slice(1)) {
      const range = [start - 4_096, start + 4_096] as const;
      expect(rmsError(truth, made.pcm, ...range)).toBeLessThanOrEqual(rmsError(truth, reference, ...range) * 1.2 + 1);
    }
    expect(rmsError(truth, made.pcm, 0, total)).toBeLessThanOrEqual(rmsError(truth, reference, 0, total) * 1.05);
  });

  it('keeps every title, whatever is in it', () => {
    const titles = made.probed.chapters.map((chapter) => chapter.tags.title);
    expect(titles.slice(0, 7)).toEqual(TITLES.slice(0, 7));
    expect(titles[7]).toBe('spaced out');
    expect(titles[8]).toBe(TITLES[8]?.slice(0, 249));
    expect(titles.slice(9)).toEqual(['[CHAPTER]', 'title=not a key', '\\ ', '13']);
  });

  it('keeps the tags', () => {
    expect(made.probed.format.tags).toMatchObject({
      major_brand: 'M4B ',
      title: TAGS.title,
      album: TAGS.title,
      artist: 'Ada Writer, Ōe Kenzaburō',
      album_artist: 'Ada Writer, Ōe Kenzaburō',
      composer: TAGS.narrator,
      genre: 'Audiobook',
      date: TAGS.date,
      description: TAGS.description,
      synopsis: TAGS.description,
      comment: TAGS.description,
      media_type: '2',
      gapless_playback: '1',
    });
    const audio = made.probed.streams.filter((stream) => stream.codec_type === 'audio');
    expect(audio.map((stream) => stream.tags?.['language'])).toEqual(['eng']);
  });

  it('has the cover as an attached picture, its upright shape padded to a square', () => {
    const pictures = made.probed.streams.filter((stream) => stream.disposition.attached_pic === 1);
    expect(pictures).toMatchObject([{ codec_name: 'mjpeg', width: 400, height: 400 }]);
    expect(made.book.assembled.warnings).toEqual([]);
  });

  it('has its index in front, and nothing unfinished beside it', async () => {
    const { stdout } = await runProgram({ program: 'head', args: ['-c', '64', made.book.path], deadlineMs: 5_000 });
    expect((await readFile(made.book.path)).includes('chpl')).toBe(true);
    expect(Buffer.from(stdout).toString('latin1')).toMatch(/^[\s\S]{4}ftypM4B [\s\S]*moov/);
    expect((await readdir(made.folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('told its progress up to the end', () => {
    expect(made.shares.at(-1)).toBe(1);
    expect(made.shares).toEqual(made.shares.toSorted((a, b) => a - b));
    expect(made.shares.length).toBeGreaterThan(12);
  });
});

describe('books of other sizes', () => {
  const folder = { path: '' };
  beforeAll(async () => {
    folder.path = await mkdtemp(join(tmpdir(), 'e2a-audio-'));
  });
  afterAll(() => rm(folder.path, { recursive: true }));

  it('one chapter, and a cover that cannot be had', async () => {
    const sound = chirp(40_001, 9);
    const book = await makeBook(folder.path, [{ title: 'Only', sound }], {
      coverPath: join(folder.path, 'nowhere.jpg'),
    });
    expect(book.assembled.warnings).toEqual([expect.stringContaining('The cover was left out')]);
    const pcm = await decode(book.path);
    expect(pcm.length).toBe(padToGrid(sound.length));
    expect(bestLag(pcm, LEAD_SAMPLES, sound.subarray(LEAD_SAMPLES, LEAD_SAMPLES + SEEN_SAMPLES)).lag).toBe(0);
    const { chapters: marks } = await probe(book.path);
    expect(marks.map((mark) => mark.tags.title)).toEqual(['Only']);
  });

  it('a chapter of nothing but silence', async () => {
    const book = await makeBook(folder.path, [
      { title: 'Sound', sound: chirp(30_000, 3) },
      { title: 'Silence', sound: new Int16Array(20_000) },
    ]);
    expect(book.written[1]?.loudness).toBeNull();
    expect((await decode(book.path)).length).toBe(padToGrid(30_000) + padToGrid(20_000));
  });

  it('loud enough and never too loud: −20 ± 0.5 LUFS, true peak at most −3 dBTP', async () => {
    const noises = [0.06, 0.08, 0.07, 0.05].map((amplitude, i) => ({
      title: `Noise ${i}`,
      sound: speechLikeNoise(20 * CLOCK_HZ + i * 101, i, amplitude),
    }));
    const book = await makeBook(folder.path, noises);
    const { lufs, truePeak } = await measure(book.path);
    expect(Math.abs(lufs + 20), `${lufs} LUFS`).toBeLessThanOrEqual(0.5);
    expect(truePeak).toBeLessThanOrEqual(-3);
    expect(peakOf(await decode(book.path))).toBeLessThan(32_767);
  }, 60_000);
});
