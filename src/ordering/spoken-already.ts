import type { Client, SubmitRequest } from '../client/index.js';
import type { BookBytes } from './book-file.js';
import { type LocalPlan, planAgain } from './local-plan.js';
import { loadPlanning } from './wiring.js';
import { numberOf } from './words/durations.js';

/**
 * How much of a new order is spoken already, by an order that differs from it in a few words. Nothing where there is
 * nothing of it, and for a job that is there: that one tells itself how far it is.
 */
export async function spokenAlreadyNote(
  client: Client,
  order: SubmitRequest,
  local: Pick<LocalPlan, 'book' | 'reading' | 'planned'>,
  file: BookBytes,
): Promise<readonly string[]> {
  const { status } = await client.locate(order);
  if (status !== null) return [];
  const { profile, languageVoices, chapters } = order.settings;
  const { voicedPlan } = await loadPlanning();
  // A voice for another language cuts the text: that plan is made anew.
  const { chapterPlans } =
    languageVoices === undefined || languageVoices.length === 0
      ? voicedPlan(local.planned, { profile, prefix: '' })
      : await planAgain(local, file, chapters, { profile, languageVoices });
  const keys = new Set([...chapterPlans.values()].flatMap(({ segments }) => segments.map(({ key }) => key)));
  const already = await client.spokenAlready(keys);
  return already === 0 ? [] : [spokenAlreadyText(keys.size, already)];
}

/** `12 of 1,430 segments have to be spoken; 1,418 are there already.` */
export function spokenAlreadyText(segments: number, already: number): string {
  const missing = segments - already;
  if (missing === 0)
    return segments === 1
      ? 'The only segment is spoken already.'
      : `All ${numberOf(segments)} segments are spoken already.`;
  const have = missing === 1 ? 'has' : 'have';
  return `${numberOf(missing)} of ${numberOf(segments)} segments ${have} to be spoken; ${numberOf(already)} ${already === 1 ? 'is' : 'are'} there already.`;
}
