import { describe, expect, it } from 'vitest';
import { CODES, TerminalError } from '../../../src/core/index.js';
import { PLAIN_READING } from '../../../src/planning/index.js';
import { planApart } from '../../../src/host/reading/plan-apart.js';
import { writeNovel } from '../../support/novel.js';

const request = async (bytes?: Uint8Array) => ({
  bytes: bytes ?? (await writeNovel({ title: 'Apart', chapters: 2, paragraphs: 3 })),
  fileName: 'apart.epub',
  profile: 'p',
  chapters: null,
  prefix: 'apart/',
  reading: PLAIN_READING,
});
const never = (): AbortSignal => new AbortController().signal;
const failureOf = async (planning: Promise<unknown>) => {
  const error = await planning.then(() => null).catch((reason: unknown) => reason);
  if (!(error instanceof TerminalError)) throw new Error(`not a final answer: ${String(error)}`);
  return error.failure;
};

describe('reading a book in a process of its own', () => {
  it('gives the plan, chapter plans and all', async () => {
    const planned = await planApart(await request(), never());
    expect(planned.plan.book.title).toBe('Apart');
    expect([...planned.chapterPlans.values()].map((plan) => plan.segments.length > 0)).toEqual([true, true]);
  });

  it("passes the reader's own refusal on", async () => {
    const failure = await failureOf(planApart(await request(Buffer.from([1, 2, 3, 4, 250])), never()));
    expect(failure.code).toBe(CODES.notAnEpub);
  });

  it('survives a book that needs more memory than it may have', async () => {
    const failure = await failureOf(planApart(await request(), never(), { heapMb: 8, ms: 60_000 }));
    expect(failure).toMatchObject({
      code: CODES.overLimit,
      what: 'apart.epub could not be read with 8 MB in 60 s: its reader ended without an answer.',
      why: 'It needed more memory.',
    });
  });

  it('survives a book that takes too long', async () => {
    const failure = await failureOf(planApart(await request(), never(), { heapMb: 512, ms: 1 }));
    expect(failure).toMatchObject({ code: CODES.overLimit, why: 'It took too long.' });
  });

  it('ends at once when nobody waits for the book any more', async () => {
    const gone = new AbortController();
    const planning = planApart(await request(), gone.signal);
    gone.abort(new Error('left'));
    await expect(planning).rejects.toThrow('left');
  });
});
