/**
 * What a finished book must be, number by number as in `reference/audio.md` §9: on a small made book here, on one of ten
 * hours by `npm run bench:audio`. The expected values come from what the book was made of.
 *
 * 11 (other formats) stands in `test/audio/renditions`, 12 (read-along) in `test/audio/read-along`, 13 (scale) and 14
 * (faults) beside this file and in `test/audio/ffmpeg/faults.test.ts`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseFile } from 'music-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mastering } from '../../../src/audio/ffmpeg/mastering.js';
import { bookTimeline, CLOCK_HZ, type Mark } from '../../../src/audio/index.js';
import { chapterTitle, indexFault, readFileIndex } from '../../../src/audio/m4b/index.js';
import { runProgram } from '../../../src/programs/index.js';
import { measure, type Probed, peakOf, probe } from '../support/books.js';
import { energyOf, find } from './correlate.js';
import { bookToCheck, type FinishedBook, GIVEN_BOOK } from './finished-book.js';
import { shelfReading } from './shelf-reading.js';
import { decodeToFile, type SoundFile } from './sound-file.js';

const DEADLINE_MS = GIVEN_BOOK === undefined ? 60_000 : 30 * 60_000;
/** Samples of a chapter that are looked for, and how far to either side. */
const SEEN = GIVEN_BOOK === undefined ? 32_768 : 65_536;
const AROUND = GIVEN_BOOK === undefined ? CLOCK_HZ : 2 * CLOCK_HZ;
/** The same after a seek: near enough to the mark that a wrong edit list shows. */
const SEEK_LEAD_SECONDS = 0.5;
const SEEK_EVERY = 7;
const AROUND_JOIN = 4_096;
/** Shorter chapters have no meaningful loudness of their own. */
const MEASURED_SAMPLES = 30 * CLOCK_HZ;
const HALF_SECOND = CLOCK_HZ / 2;
/** The whole file plays a frame longer for a reader that knows no edit list. */
const FRAME_SECONDS = 1_024 / CLOCK_HZ;

interface Checked {
  readonly book: FinishedBook;
  readonly marks: readonly Mark[];
  readonly total: number;
  readonly probed: Probed;
  readonly sound: SoundFile;
}

const db = (ratio: number): number => 20 * Math.log10(ratio);
const rms = (pcm: Int16Array): number => Math.sqrt(energyOf(pcm) / Math.max(1, pcm.length));

describe('the finished book', () => {
  const state: { folder: string; checked: Checked | null } = { folder: '', checked: null };
  const checked = (): Checked => {
    if (state.checked === null) throw new Error('there is no book');
    return state.checked;
  };

  beforeAll(async () => {
    state.folder = await mkdtemp(join(tmpdir(), 'e2a-acceptance-'));
    const book = await bookToCheck(state.folder);
    const { marks, totalSamples } = bookTimeline(book.chapters.map(({ samples }) => samples));
    const sound = await decodeToFile(book.path, join(state.folder, 'book.pcm'));
    state.checked = { book, marks, total: totalSamples, probed: await probe(book.path), sound };
  }, DEADLINE_MS);
  afterAll(async () => {
    await state.checked?.sound.close();
    await rm(state.folder, { recursive: true });
  });

  it('1 is an M4B with one mono AAC-LC stream, one picture and the right length', () => {
    const { probed, total } = checked();
    const audio = probed.streams.filter(({ codec_type }) => codec_type === 'audio');
    expect(audio).toMatchObject([{ codec_name: 'aac', profile: 'LC', sample_rate: '24000', channels: 1 }]);
    const pictures = probed.streams.filter(({ disposition }) => disposition.attached_pic === 1);
    expect(pictures).toMatchObject([{ codec_name: 'mjpeg' }]);
    expect(pictures[0]?.width).toBe(pictures[0]?.height);
    expect(probed.format.tags).toMatchObject({ major_brand: 'M4B ', media_type: '2' });
    expect(Number(probed.format.start_time)).toBe(0);
    expect(Math.abs(Number(probed.format.duration) - total / CLOCK_HZ)).toBeLessThan(0.001);
  });

  it('2 has its index in front, the priming declared, and a chunk for every title', async () => {
    const { book } = checked();
    expect(indexFault(await readFileIndex(book.path), book.chapters.length)).toBeNull();
  });

  it('3 decodes to exactly as many samples as it was made of', () => {
    expect(checked().sound.samples).toBe(checked().total);
  });

  it('4 has a mark for every chapter, at its sample and under its title', () => {
    const { book, marks, probed } = checked();
    const found = probed.chapters.map(({ start_time, end_time, tags }) => ({
      start: Number(start_time) * CLOCK_HZ,
      end: Number(end_time) * CLOCK_HZ,
      title: tags.title.normalize('NFC'),
    }));
    expect(found.map(({ title }) => title)).toEqual(
      book.chapters.map(({ title }, i) => chapterTitle(title, i + 1).normalize('NFC')),
    );
    for (const [i, { start, end }] of found.entries()) {
      expect(Math.abs(start - (marks[i]?.start ?? -1)), `begin of chapter ${i + 1}`).toBeLessThanOrEqual(0.01);
      expect(Math.abs(end - (marks[i]?.end ?? -1)), `end of chapter ${i + 1}`).toBeLessThanOrEqual(0.01);
    }
  });

  it(
    '5 sounds at every mark as the chapter that belongs there, after a seek as well',
    async () => {
      const { book, marks, sound } = checked();
      for (const [i, chapter] of book.chapters.entries()) {
        const start = marks[i]?.start ?? 0;
        const joined = await decodeToFile(chapter.flac, join(state.folder, 'part.pcm'), { seconds: SEEN / CLOCK_HZ });
        const part = joined.read(0, SEEN);
        await joined.close();
        const before = Math.min(start, AROUND);
        const found = find(part, sound.read(start - before, before + part.length + AROUND));
        expect(found.at - before, `chapter ${i + 1}`).toBe(0);
        expect(found.correlation, `chapter ${i + 1}`).toBeGreaterThan(0.98);
        if (i % SEEK_EVERY === 0) expect(await lagAfterSeek(book.path, start, part), `seek to ${i + 1}`).toBe(0);
      }
    },
    DEADLINE_MS,
  );

  async function lagAfterSeek(path: string, start: number, part: Int16Array): Promise<number> {
    const lead = Math.min(SEEK_LEAD_SECONDS, start / CLOCK_HZ);
    const range = { fromSeconds: start / CLOCK_HZ - lead, seconds: lead + part.length / CLOCK_HZ + 1 };
    const sought = await decodeToFile(path, join(state.folder, 'sought.pcm'), range);
    const found = find(part, sought.read(0, sought.samples));
    await sought.close();
    return found.at - Math.round(lead * CLOCK_HZ);
  }

  it(
    '6 has no more error round its joins than elsewhere, and silence before each mark',
    async () => {
      const { book, marks, sound } = checked();
      const whole = { energy: 0, samples: 0 };
      const joins: number[] = [];
      for (const [i, chapter] of book.chapters.entries()) {
        const { start = 0, end = 0 } = marks[i] ?? {};
        const truth = await decodeToFile(chapter.flac, join(state.folder, 'truth.pcm'), {
          filters: mastering(book.gainDb),
        });
        expect(truth.samples, chapter.title).toBe(end - start);
        for (const { from, pcm } of truth.stretches()) {
          whole.energy += errorEnergy(pcm, sound.read(start + from, pcm.length));
          whole.samples += pcm.length;
        }
        const edge = Math.min(AROUND_JOIN, end - start);
        if (i > 0) joins.push(errorAt(truth, sound, 0, start, edge));
        if (i < book.chapters.length - 1) joins.push(errorAt(truth, sound, end - start - edge, end - edge, edge));
        await truth.close();
        expect(peakOf(sound.read(end - 1_000, 1_000)), `end of chapter ${i + 1}`).toBeLessThanOrEqual(2);
      }
      const overall = Math.sqrt(whole.energy / whole.samples);
      expect(Math.max(0, ...joins)).toBeLessThanOrEqual(overall * 1.5 + 1);
    },
    DEADLINE_MS,
  );

  it(
    '7 and 8 is as loud as it should be, never too loud, and silent where it is silent',
    async () => {
      const { book, marks, sound } = checked();
      const { lufs, truePeak } = await measure(book.path, DEADLINE_MS);
      expect(Math.abs(lufs + 20), `${lufs} LUFS`).toBeLessThanOrEqual(0.5);
      expect(truePeak).toBeLessThanOrEqual(-3);
      for (const { pcm } of sound.stretches()) expect(peakOf(pcm)).toBeLessThan(32_767);
      const long = marks.filter(({ start, end }) => end - start >= MEASURED_SAMPLES);
      expect(long.length).toBeGreaterThan(0);
      for (const { start, end } of long) {
        const level = db(levelOf(sound, start, end) / 32_768);
        expect(level, `RMS of the chapter at ${start}`).toBeGreaterThanOrEqual(-23);
        expect(level, `RMS of the chapter at ${start}`).toBeLessThanOrEqual(-18);
      }
      expect(db(quietest(sound) / 32_768)).toBeLessThanOrEqual(-60);
    },
    DEADLINE_MS,
  );

  it('9 keeps every tag for ffprobe, and Audiobookshelf reads from them what the book is', () => {
    const { book, probed } = checked();
    const { tags } = book;
    expect(probed.format.tags).toMatchObject({
      title: tags.title,
      artist: tags.authors.join(', '),
      composer: tags.narrator,
      genre: 'Audiobook',
      date: tags.date,
      synopsis: tags.description,
      show: tags.series,
      episode_id: tags.seriesPart,
      grouping: `${tags.series} #${tags.seriesPart}`,
      gapless_playback: '1',
      sort_name: tags.titleSort,
      sort_artist: tags.authorSort,
    });
    expect(shelfReading(probed.format.tags)).toEqual({
      title: tags.title,
      subtitle: tags.subtitle,
      authors: tags.authors,
      narrators: [tags.narrator],
      genres: ['Audiobook'],
      publishedYear: tags.date?.slice(0, 4),
      publisher: tags.publisher,
      description: tags.description,
      language: tags.language,
      isbn: tags.isbn,
      asin: tags.asin,
      series: tags.series,
      part: tags.seriesPart,
    });
  });

  it(
    '10 is read by music-metadata with every chapter and tag, and by ffmpeg without a complaint',
    async () => {
      const { book, marks, total } = checked();
      const { format, common } = await parseFile(book.path, { includeChapters: true });
      expect(format.chapters?.map(({ title }) => title.normalize('NFC'))).toEqual(
        book.chapters.map(({ title }, i) => chapterTitle(title, i + 1).normalize('NFC')),
      );
      for (const [i, { start, timeScale }] of (format.chapters ?? []).entries()) {
        expect((start / (timeScale ?? 1)) * CLOCK_HZ, `chapter ${i + 1}`).toBeCloseTo(marks[i]?.start ?? -1, 1);
      }
      expect(Math.abs((format.duration ?? 0) - total / CLOCK_HZ)).toBeLessThanOrEqual(FRAME_SECONDS + 0.001);
      const { tags } = book;
      expect(common).toMatchObject({
        title: tags.title,
        album: tags.title,
        movement: tags.series,
        titlesort: tags.titleSort,
      });
      expect(common.picture).toMatchObject([{ format: 'image/jpeg' }]);
      const run = { program: 'ffmpeg', args: ['-v', 'error', '-xerror', '-i', book.path, '-f', 'null', '-'] };
      expect((await runProgram({ ...run, deadlineMs: DEADLINE_MS })).stderr).toBe('');
    },
    DEADLINE_MS,
  );
});

const errorAt = (truth: SoundFile, heard: SoundFile, from: number, at: number, count: number): number =>
  Math.sqrt(errorEnergy(truth.read(from, count), heard.read(at, count)) / count);

function errorEnergy(truth: Int16Array, heard: Int16Array): number {
  let energy = 0;
  for (let i = 0; i < truth.length; i++) energy += ((truth[i] ?? 0) - (heard[i] ?? 0)) ** 2;
  return energy;
}

function levelOf(sound: SoundFile, start: number, end: number): number {
  let energy = 0;
  for (let from = start; from < end; from += CLOCK_HZ)
    energy += energyOf(sound.read(from, Math.min(CLOCK_HZ, end - from)));
  return Math.sqrt(energy / (end - start));
}

/** The quietest half second; never nothing at all, so that it has a level. */
function quietest(sound: SoundFile): number {
  let least = Number.POSITIVE_INFINITY;
  for (const { pcm } of sound.stretches()) {
    for (let at = 0; at + HALF_SECOND <= pcm.length; at += HALF_SECOND / 4) {
      least = Math.min(least, rms(pcm.subarray(at, at + HALF_SECOND)));
    }
  }
  return Math.max(least, 1e-3);
}
