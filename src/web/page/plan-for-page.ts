import { lookAtBook, type PlanDocument, planDocument, planRemarks } from '../../ordering/index.js';
import type { PlannedBook } from '../../planning/index.js';
import { lookingInto } from '../api/index.js';
import type { WebParts } from '../web-parts.js';

export interface PagePlan {
  readonly plan: PlanDocument;
  /** Something of the book to hear a voice on; empty where there is nothing. */
  readonly sentence: string;
}

/** Front matter is offered; the numbers of chapters are those of this reading. */
const WISHES = { include: ['front'] };
/** A sentence that is shorter tells little of a voice; one that is longer is waited for. */
const SENTENCE = { least: 60, most: 280 };

/** @throws WebRefusal: no such book (404), too many looks at once (503); UserErrors for what is no book (422) */
export async function planForPage(parts: WebParts, id: string, signal: AbortSignal): Promise<PagePlan> {
  return lookingInto(parts, id, signal, async (book, here) => {
    const withFront = await lookAtBook(book, WISHES, here);
    const local = hasFront(withFront.planned) ? withFront : await lookAtBook(book, {}, here);
    const plan = planDocument(local, await planRemarks(local, {}, parts.configuration));
    return { plan, sentence: sentenceOf(local.planned) };
  });
}

/** Where there is none to tick, the order does not ask for it, and lines of a title page are not read: nor are they shown. */
const hasFront = ({ plan }: PlannedBook): boolean => plan.chapters.some(({ kind }) => kind === 'front');

function sentenceOf({ plan, chapterPlans }: PlannedBook): string {
  const texts = plan.chapters
    .filter(({ kind }) => kind === 'chapter')
    .flatMap((chapter) => chapterPlans.get(chapter.plan)?.segments ?? [])
    .flatMap(({ utterances }) => utterances.map(({ text }) => text.trim()));
  const fits = (text: string): boolean => text.length >= SENTENCE.least && text.length <= SENTENCE.most;
  return texts.find(fits) ?? texts.find((text) => text !== '')?.slice(0, SENTENCE.most) ?? '';
}
