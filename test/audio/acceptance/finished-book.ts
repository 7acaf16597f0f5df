import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type BookTags, CLOCK_HZ } from '../../../src/audio/index.js';
import { makeBook, TAGS } from '../support/books.js';
import { speechLikeNoise } from '../support/sounds.js';

/** A book that was made, and what it was made of: what the checks expect never comes from the file under test. */
export interface FinishedBook {
  readonly path: string;
  readonly gainDb: number;
  readonly tags: BookTags;
  readonly chapters: readonly {
    readonly title: string;
    /** Padded. */
    readonly samples: number;
    /** Joined, before gain and limiter. */
    readonly flac: string;
  }[];
}

const manifest: z.ZodType<FinishedBook> = z.object({
  path: z.string(),
  gainDb: z.number(),
  tags: z.object({
    title: z.string(),
    authors: z.array(z.string()),
    narrator: z.string(),
    language: z.string(),
    date: z.string(),
    description: z.string(),
    publisher: z.string(),
    subtitle: z.string(),
    series: z.string(),
    seriesPart: z.string(),
    isbn: z.string(),
    asin: z.string(),
    titleSort: z.string(),
    authorSort: z.string(),
  }),
  chapters: z.array(z.object({ title: z.string(), samples: z.number(), flac: z.string() })),
});

/** A book made elsewhere (`npm run bench:audio`), by the path of its manifest; else a small one is made. */
export const GIVEN_BOOK = process.env['E2A_FINISHED_BOOK'];

export const FULL_TAGS: BookTags = {
  ...TAGS,
  subtitle: 'A Tale; of = the # Sea',
  series: 'Harbour Lights 第一',
  seriesPart: '3',
  isbn: '9780306406157',
  asin: 'B000FC1MCI',
  titleSort: 'Clock, The Lighthouse',
  authorSort: 'Writer, Ada; Ōe, Kenzaburō',
};

/** Seconds of sound; one chapter is long enough that its loudness is checked, too. */
const SMALL_BOOK = [4.1, 5.3, 3.7, 33.1, 4.9, 6.1, 3.3, 4.4, 5.7, 4, 3.9, 8.8];
/** Silence round a chapter's speech. */
const LEAD_SECONDS = 0.75;
const TAIL_SECONDS = 1;
const TITLES = ['Opening', 'a = b; #c \\d', '第一章 こんにちは', '“Quoted” — ‘dashed’', 'Emoji 🐋 e\u0301', 'مرحبا'];

function asChapter(speech: Int16Array): Int16Array {
  const lead = LEAD_SECONDS * CLOCK_HZ;
  const whole = new Int16Array(lead + speech.length + TAIL_SECONDS * CLOCK_HZ);
  whole.set(speech, lead);
  return whole;
}

export async function bookToCheck(folder: string): Promise<FinishedBook> {
  if (GIVEN_BOOK !== undefined) return manifest.parse(JSON.parse(await readFile(GIVEN_BOOK, 'utf8')));
  const chapters = SMALL_BOOK.map((seconds, i) => ({
    title: TITLES[i] ?? `Chapter ${i + 1}`,
    sound: asChapter(speechLikeNoise(Math.round(seconds * CLOCK_HZ) + i * 101, i + 1, 0.1 + 0.01 * i)),
  }));
  const coverPath = join(import.meta.dirname, '../../../samples/the-lighthouse-clock/OEBPS/cover.png');
  const book = await makeBook(folder, chapters, { tags: FULL_TAGS, coverPath });
  return {
    path: book.path,
    gainDb: book.gainDb,
    tags: FULL_TAGS,
    chapters: chapters.map(({ title }, i) => ({
      title,
      samples: book.written[i]?.samples ?? 0,
      flac: book.flacs[i] ?? '',
    })),
  };
}
