import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CLOCK_HZ } from '../../audio/index.js';
import type { Message, WorkItem } from '../../core/index.js';
import { type ChapterPlan, type HeardReport, MOST_MISHEARD } from '../../planning/index.js';
import { type Comparison, compareSentences, normaliseForSpeech, type Recogniser } from '../../speech/index.js';
import { downloadTo, uploadByDigest } from '../objects.js';
import { withScratch } from '../scratch.js';
import type { MediaContext } from './context.js';

const verifyTask = z.object({
  type: z.literal('verify'),
  plan: z.string(),
  audio: z.string(),
  samples: z.number(),
  silent: z.array(z.number()),
});

/** A chapter of ten hours at a tenth of its own time; a hung recogniser is noticed by its own limit before. */
export const VERIFY_DEADLINE_MS = 3 * 3_600_000;

/** A chapter's sound written down again by a recogniser, and held against what should have been said. */
export async function verifyChapter(
  item: WorkItem,
  recogniser: Recogniser,
  context: MediaContext,
  signal: AbortSignal,
): Promise<Message> {
  const task = verifyTask.parse(item.task);
  const plan = await context.plans.load(task.plan);
  const language = plan.language.split('-')[0] ?? plan.language;
  return withScratch(context.workFolder, async (folder) => {
    const flac = join(folder, 'chapter.flac');
    await downloadTo(context.cluster.audio, task.audio, flac);
    const said = await recogniser.transcribe(flac, language, task.samples / CLOCK_HZ, signal);
    // As numbers are said, not as a recogniser writes them.
    const compared = compareSentences(spokenSentences(plan, task.silent), normaliseForSpeech(said, language));
    const path = join(folder, 'heard.json');
    await writeFile(path, JSON.stringify(reportOf(plan, compared)));
    const nameOf = (digest: string): string => `${item.job}/${item.chapter}-heard-${digest}.json`;
    const object = await uploadByDigest(context.cluster.audio, path, nameOf, `${plan.title}, as a recogniser heard it`);
    const { words, errors } = compared;
    return { type: 'ChapterVerified', chapter: item.chapter, audio: task.audio, object: object.name, words, errors };
  });
}

function reportOf({ title }: ChapterPlan, { words, errors, misheard }: Comparison): HeardReport {
  const worst = misheard.toSorted((a, b) => b.errors - a.errors || a.n - b.n).slice(0, MOST_MISHEARD);
  return { v: 1, title, words, errors, misheard: [...worst] };
}

/** What was spoken, without what became silence. */
function spokenSentences(plan: ChapterPlan, silent: readonly number[]): readonly string[] {
  const left = new Set(silent);
  return plan.segments
    .filter((_, index) => !left.has(index + 1))
    .flatMap((segment) => segment.utterances.map(({ spoken }) => spoken));
}
