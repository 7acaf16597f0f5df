import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Book, NARRATORS_CHOICE, type Passage, readBook } from '../../src/books/index.js';
import { PLAIN_READING, type PlanRequest, voicedPlan } from '../../src/planning/index.js';
import { planBook } from '../../src/planning/planner/index.js';
import { BOOKS_FOLDER, HAS_BOOKS, SKIPPED } from '../books/shared-books.js';

const NOVEL = 'mystere-chambre-jaune-fr.epub';
/** As a voice and a job make it. */
const VOICED = { profile: 'heart', prefix: 'a-tale-7f3a/' };
const UNVOICED = { profile: 'none', prefix: '' };

const passage = (text: string, language?: string): Passage => ({
  kind: 'paragraph',
  text,
  ...(language === undefined ? {} : { language }),
});

const book: Book = {
  title: 'A Tale',
  authors: [],
  language: 'en',
  chapters: [
    { title: 'One', kind: 'chapter', passages: [passage('It rained.'), passage('Il pleuvait.', 'fr')] },
    { title: 'Two', kind: 'chapter', language: 'de', passages: [passage('Es regnete.')] },
  ],
  leftOut: [],
  warnings: [],
  cover: { mediaType: 'image/png', bytes: new Uint8Array([1]) },
};

/** The plan of a voice, as it is made and as it comes from the plan of none. */
async function bothWays(of: Book, request: Partial<PlanRequest>) {
  const plan = (voice: typeof VOICED) =>
    planBook(async () => of, {
      bytes: new Uint8Array(),
      fileName: 'a.epub',
      chapters: null,
      reading: PLAIN_READING,
      ...request,
      ...voice,
    });
  return { made: await plan(VOICED), unvoiced: await plan(UNVOICED) };
}

describe('a plan for another voice', () => {
  it.each<[string, Partial<PlanRequest>]>([
    ['of a book as it is', {}],
    ['of one chapter', { chapters: '2' }],
    ['at another pace', { reading: { ...PLAIN_READING, pace: { speed: 1.25, pauses: { paragraph: 1 } } } }],
  ])('%s is the plan that the voice would have got', async (_, request) => {
    const { made, unvoiced } = await bothWays(book, request);
    expect(voicedPlan(unvoiced, VOICED)).toEqual(made);
    expect(voicedPlan(made, UNVOICED)).toEqual(unvoiced);
  });

  it('of a word list, also where the plan was made with words that are not in the book', async () => {
    const rain = { word: 'rained', said: { type: 'words' as const, text: 'poured' }, language: null };
    const { made } = await bothWays(book, { reading: { ...PLAIN_READING, lexicon: [rain] } });
    const longer = [{ ...rain, word: 'hailed' }, rain];
    const { unvoiced } = await bothWays(book, { reading: { ...PLAIN_READING, lexicon: longer } });
    const { plan, chapterPlans } = voicedPlan(unvoiced, VOICED);
    expect({ plan, chapterPlans }).toEqual({ plan: made.plan, chapterPlans: made.chapterPlans });
  });

  it.skipIf(!HAS_BOOKS)(`of a novel, to the byte${SKIPPED}`, async () => {
    const novel = await readBook(readFileSync(join(BOOKS_FOLDER, NOVEL)), NOVEL, NARRATORS_CHOICE);
    const { made, unvoiced } = await bothWays(novel, {});
    const voiced = voicedPlan(unvoiced, VOICED);
    expect(voiced.plan).toEqual(made.plan);
    expect(JSON.stringify([...voiced.chapterPlans])).toBe(JSON.stringify([...made.chapterPlans]));
  });
});
