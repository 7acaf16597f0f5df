import { describe, expect, it } from 'vitest';
import { type PlanInHand, plannerWith } from '../../../src/host/reading/plan-in-hand.js';
import { PLAIN_READING, type PlannedBook, type PlanRequest } from '../../../src/planning/index.js';
import { planBook } from '../../../src/planning/planner/index.js';

const NO_SIGNAL = new AbortController().signal;
const bytes = Buffer.from('a book');
const reading = { ...PLAIN_READING, pace: { speed: 1.25, pauses: {} } };
const asked: PlanRequest = {
  bytes,
  fileName: 'a.epub',
  profile: 'heart',
  chapters: '1',
  prefix: 'tale-7f3a/',
  reading,
};

const tale = async () => ({
  title: 'A Tale',
  authors: [],
  language: 'en',
  chapters: [
    { title: 'One', kind: 'chapter' as const, passages: [{ kind: 'paragraph' as const, text: 'It rained.' }] },
  ],
  leftOut: [],
  warnings: [],
});
const plan = (request: PlanRequest): Promise<PlannedBook> => planBook(tale, request);

/** A planner with the plan in hand, and what it had read. */
async function atHand() {
  const inHand: PlanInHand = { ...asked, planned: await plan({ ...asked, profile: 'none', prefix: '' }) };
  const read: PlanRequest[] = [];
  const planner = plannerWith(inHand, async (request) => {
    read.push(request);
    return plan(request);
  });
  return { planner: (request: PlanRequest) => planner(request, NO_SIGNAL), read };
}

describe('a book that was planned a moment ago', () => {
  it('is not read again, and is planned for the voice and the job that ask', async () => {
    const { planner, read } = await atHand();
    const { bytes: same, reading: alike } = structuredClone({ bytes, reading });
    expect(await planner({ ...asked, bytes: same, reading: alike })).toEqual(await plan(asked));
    expect(read).toEqual([]);
  });

  it('is read when it is begun again', async () => {
    const { planner, read } = await atHand();
    await planner(asked);
    expect(await planner(asked)).toEqual(await plan(asked));
    expect(read).toEqual([asked]);
  });

  it.each<[string, Partial<PlanRequest>]>([
    ['other bytes', { bytes: Buffer.from('another book') }],
    ['another name', { fileName: 'a.txt' }],
    ['other chapters', { chapters: null }],
    ['another reading', { reading: PLAIN_READING }],
    ['a voice for another language', { languageVoices: [{ language: 'fr', profile: 'gaul' }] }],
  ])('is read for %s; the plan stays in hand', async (_, other) => {
    const { planner, read } = await atHand();
    await planner({ ...asked, ...other });
    expect(read).toEqual([{ ...asked, ...other }]);
    await planner(asked);
    expect(read).toHaveLength(1);
  });
});
