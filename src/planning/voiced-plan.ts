import { contentKey } from './content-key.js';
import type { ChapterPlan, PlannedSegment } from './plan.js';
import type { PlannedBook, PlanRequest } from './plan-book.js';
import { chapterPlanName } from './plan-name.js';

/**
 * The same plan for another voice, as `planBook` makes it. A voice decides nothing but the keys of its clips; so this needs
 * neither the book nor the rules of its language. Only for a plan without voices for other languages: those cut the text.
 */
export function voicedPlan(
  planned: PlannedBook,
  { profile, prefix }: Pick<PlanRequest, 'profile' | 'prefix'>,
): PlannedBook {
  const voiced = planned.plan.chapters.flatMap((summary) => {
    const before = planned.chapterPlans.get(summary.plan);
    if (before === undefined) return [];
    const plan = { ...before, segments: before.segments.map((segment) => keyed(segment, before, profile)) };
    return [{ summary, plan, name: chapterPlanName(prefix, plan) }];
  });
  return {
    ...planned,
    plan: { ...planned.plan, chapters: voiced.map(({ summary, name }) => ({ ...summary, plan: name })) },
    chapterPlans: new Map(voiced.map(({ name, plan }) => [name, plan])),
  };
}

function keyed(segment: PlannedSegment, { language, speed }: ChapterPlan, profile: string): PlannedSegment {
  const spoken = segment.utterances.map((utterance) => utterance.spoken);
  return { ...segment, key: contentKey(spoken, segment.language ?? language, profile, speed) };
}
