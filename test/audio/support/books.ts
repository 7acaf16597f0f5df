import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import {
  type AssembledBook,
  assembleBook,
  type BookOrder,
  type BookTags,
  bookGainDb,
  CLOCK_HZ,
  encodeChapter,
  type WrittenChapter,
  writeChapter,
} from '../../../src/audio/index.js';
import { runProgram } from '../../../src/programs/index.js';
import { inPieces } from './sounds.js';

const DEADLINE_MS = 120_000;

export interface ChapterSound {
  readonly title: string;
  readonly sound: Int16Array;
}

export const TAGS: BookTags = {
  title: 'A = b; #c \\d "é"',
  authors: ['Ada Writer', 'Ōe Kenzaburō'],
  narrator: 'en_US-joe-medium',
  language: 'en-GB',
  date: '1851-10-18',
  description: 'First line\nsecond = line; with # and \\ end',
  publisher: 'A Press',
};

export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'e2a-audio-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export interface MadeBook {
  readonly path: string;
  readonly written: readonly WrittenChapter[];
  readonly flacs: readonly string[];
  readonly adts: readonly string[];
  readonly gainDb: number;
  readonly assembled: AssembledBook;
}

/** The whole way: chapters written, measured, mastered with the book's gain, put together. */
export async function makeBook(
  folder: string,
  chapters: readonly ChapterSound[],
  order: Partial<BookOrder> = {},
): Promise<MadeBook> {
  const flacs = chapters.map((_, i) => join(folder, `ch-${i}.flac`));
  const adts = chapters.map((_, i) => join(folder, `ch-${i}.aac`));
  const written: WrittenChapter[] = [];
  for (const [i, { sound }] of chapters.entries()) written.push(await writeChapter(inPieces(sound), flacs[i] ?? ''));
  const gainDb = bookGainDb(written);
  for (const [i, { samples }] of written.entries()) {
    await encodeChapter(flacs[i] ?? '', adts[i] ?? '', { gainDb, samples });
  }
  const path = join(folder, 'book.m4b');
  const assembled = await assembleBook({
    chapters: chapters.map(({ title }, i) => ({
      title,
      samples: written[i]?.samples ?? 0,
      adts: () => createReadStream(adts[i] ?? '', { highWaterMark: 5_003 }),
    })),
    tags: TAGS,
    outPath: path,
    ...order,
  });
  return { path, written, flacs, adts, gainDb, assembled };
}

const probeSchema = z.object({
  streams: z.array(
    z.object({
      codec_name: z.string(),
      codec_type: z.string(),
      profile: z.string().optional(),
      sample_rate: z.string().optional(),
      channels: z.number().optional(),
      duration_ts: z.number().optional(),
      width: z.number().optional(),
      height: z.number().optional(),
      disposition: z.object({ attached_pic: z.number() }),
      tags: z.record(z.string(), z.string()).optional(),
    }),
  ),
  format: z.object({
    duration: z.string(),
    start_time: z.string().optional(),
    tags: z.record(z.string(), z.string()).default({}),
  }),
  chapters: z.array(z.object({ start_time: z.string(), end_time: z.string(), tags: z.object({ title: z.string() }) })),
});
export type Probed = z.infer<typeof probeSchema>;

export async function probe(path: string): Promise<Probed> {
  const { stdout } = await runProgram({
    program: 'ffprobe',
    args: ['-v', 'error', '-show_streams', '-show_format', '-show_chapters', '-of', 'json', path],
    deadlineMs: DEADLINE_MS,
  });
  return probeSchema.parse(JSON.parse(Buffer.from(stdout).toString('utf8')));
}

/** Everything a player plays of a file, or what it plays from a point on. */
export async function decode(path: string, fromSeconds = 0, filters = 'anull'): Promise<Int16Array> {
  const { stdout } = await runProgram({
    program: 'ffmpeg',
    args: [
      ...['-v', 'error', '-xerror', '-ss', String(fromSeconds), '-i', path],
      ...['-map', '0:a', '-af', filters, '-f', 's16le', '-ac', '1', '-ar', String(CLOCK_HZ), 'pipe:1'],
    ],
    deadlineMs: DEADLINE_MS,
    maxOutputBytes: 256 * 1024 * 1024,
  });
  return new Int16Array(stdout.slice().buffer);
}

export async function measure(path: string, deadlineMs = DEADLINE_MS): Promise<{ lufs: number; truePeak: number }> {
  const { stderr } = await runProgram({
    program: 'ffmpeg',
    args: [
      '-hide_banner',
      '-nostats',
      '-i',
      path,
      '-map',
      '0:a',
      '-af',
      'ebur128=framelog=verbose:peak=true',
      '-f',
      'null',
      '-',
    ],
    deadlineMs,
  });
  const last = (pattern: RegExp): number => Number([...stderr.matchAll(pattern)].at(-1)?.[1]);
  return { lufs: last(/I:\s+(\S+) LUFS/g), truePeak: last(/Peak:\s+(\S+) dBFS/g) };
}

/** Lag (in samples, up to ±`range`) at which `part` fits best at `at`, and how well (1 = the same but for its level). */
export function bestLag(
  whole: Int16Array,
  at: number,
  part: Int16Array,
  range = 1_100,
): { lag: number; correlation: number } {
  let best = { lag: Number.NaN, correlation: -1 };
  for (let lag = -range; lag <= range; lag++) {
    let product = 0;
    let ours = 0;
    let theirs = 0;
    for (let i = 0; i < part.length; i++) {
      const a = part[i] ?? 0;
      const b = whole[at + lag + i] ?? 0;
      product += a * b;
      ours += a * a;
      theirs += b * b;
    }
    const correlation = theirs === 0 ? 0 : product / Math.sqrt(ours * theirs);
    if (correlation > best.correlation) best = { lag, correlation };
  }
  return best;
}

export const peakOf = (samples: Int16Array): number => samples.reduce((peak, s) => Math.max(peak, Math.abs(s)), 0);
