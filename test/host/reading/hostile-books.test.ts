import { expect, it } from 'vitest';
import { measuredApart } from '../../../src/host/reading/plan-apart.js';
import { PLAIN_READING } from '../../../src/planning/index.js';
import { HUGE } from '../../fixtures/huge.js';
import { complaints, type Outcome } from '../../fixtures/judge.js';

/** What the process that reads a book may take, whatever the book does. */
const MOST_PEAK_MB = 600;
/** Time of the processor, so that a crowded machine is no failure. */
const MOST_CPU_MS = 20_000;
/** A process that has not answered by now hangs. */
const HANGS_AFTER_MS = 90_000;
const TEST_MS = 120_000;

// Each in the process that reads books on a host (compiled: run `npm run setup` after a change in src/).
it.each(HUGE.map((each) => [each.name, each] as const))(
  '%s',
  async (_, each) => {
    const request = {
      type: 'plan' as const,
      bytes: each.make(),
      fileName: 'book.epub',
      profile: 'p',
      chapters: null,
      reading: PLAIN_READING,
      prefix: '',
    };
    const limits = { heapMb: 512, ms: HANGS_AFTER_MS };
    const { answer, peakMb, cpuMs } = await measuredApart(request, AbortSignal.timeout(TEST_MS), limits);
    const outcome: Outcome =
      answer.type === 'refused'
        ? { type: 'refused', failure: answer.failure }
        : {
            type: 'read',
            titles: answer.planned.plan.chapters.map(({ title }) => title),
            text: [...answer.planned.chapterPlans.values()]
              .flatMap(({ segments }) => segments.flatMap(({ utterances }) => utterances.map(({ text }) => text)))
              .join(' '),
            warnings: answer.planned.plan.warnings,
          };
    const found = complaints(each, outcome);
    expect(found, found.join('; ')).toEqual([]);
    expect(peakMb).toBeLessThanOrEqual(MOST_PEAK_MB);
    expect(cpuMs).toBeLessThanOrEqual(MOST_CPU_MS);
  },
  TEST_MS,
);
