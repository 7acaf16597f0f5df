import { createHash } from 'node:crypto';
import type { ChapterPlan } from './plan.js';

const DIGEST_CHARACTERS = 12;

/** Object name of a chapter's plan: another plan of the chapter has another. @param prefix `moby-dick-7f3a/` */
export const chapterPlanName = (prefix: string, plan: ChapterPlan): string =>
  `${prefix}${plan.chapter}-${digestOf(plan)}.plan.json`;

const digestOf = (plan: ChapterPlan): string =>
  createHash('sha256').update(JSON.stringify(plan)).digest('hex').slice(0, DIGEST_CHARACTERS);
