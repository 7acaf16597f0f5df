import { z } from 'zod';
import { type ChapterTimings, timingsName } from '../../../audio/index.js';
import { collect } from '../../objects.js';
import type { Desk, RenderedChapter } from './desk.js';

const place = { text: z.string(), start: z.number(), end: z.number() };
const timingsSchema: z.ZodType<ChapterTimings> = z.object({
  v: z.literal(1),
  chapter: z.string(),
  title: z.string(),
  samples: z.number(),
  sentences: z.array(
    z.object({
      ...place,
      paragraph: z.boolean().optional(),
      spoken: z.boolean().optional(),
      words: z.array(z.object(place)).nullable(),
    }),
  ) as z.ZodType<ChapterTimings['sentences']>,
});

/** What is heard where, chapter by chapter; a chapter that was joined by an older e2a has no sentences, and is named. */
export interface BookTimings {
  readonly chapters: readonly ChapterTimings[];
  readonly warnings: readonly string[];
}

export async function loadTimings(desk: Desk): Promise<BookTimings> {
  const { chapters } = desk.task;
  const found: ChapterTimings[] = [];
  const untimed: string[] = [];
  for (const chapter of chapters) {
    const timings = await timingsOf(desk, chapter);
    if (timings === null) untimed.push(chapter.title);
    found.push(timings ?? { v: 1, chapter: chapter.id, title: chapter.title, samples: chapter.samples, sentences: [] });
  }
  return { chapters: found, warnings: untimed.length === 0 ? [] : [untimedWarning(untimed, desk.job)] };
}

/** Chapters named in a warning; more are counted. */
const MOST_NAMED = 5;

function untimedWarning(titles: readonly string[], job: string): string {
  const more = titles.length - MOST_NAMED;
  const named = `${titles.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  const [was, it] = titles.length === 1 ? ['it was', 'it'] : ['they were', 'them'];
  return `Where the words of ${named} are heard is not known: ${was} joined by an older e2a. e2a retry ${job} --chapters all joins ${it} anew.`;
}

async function timingsOf({ context }: Desk, { audio }: RenderedChapter): Promise<ChapterTimings | null> {
  const content = await context.cluster.audio.get(timingsName(audio));
  if (content === null) return null;
  return timingsSchema.parse(JSON.parse(Buffer.from(await collect(content)).toString('utf8')));
}
