import { tmpdir } from 'node:os';
import { describe, expect, it, vi } from 'vitest';
import { tellsProgress, upLine } from '../../../src/cli/up/progress.js';
import { progressDesk } from '../../../src/cli/progress-desk.js';
import type { Client, JobStatus } from '../../../src/client/index.js';
import { fakeProcess } from '../fake-terminal.js';

const URL_OF_PAGE = 'http://127.0.0.1:7860';
const job = (title: string, percent: number, state: JobStatus['state'] = 'converting'): JobStatus =>
  ({ job: 'a-job', title, percent, state }) as JobStatus;

describe('the progress of e2a up', () => {
  it.each([
    [[], 'no job runs'],
    [[job('Over', 100, 'completed')], 'no job runs'],
    [[job('A Tale', 43.21), job('Over', 100, 'completed'), job('', 0)], 'A Tale 43.2 %, a-job 0.0 %'],
    [['A', 'B', 'C', 'D', 'E'].map((title) => job(title, 1)), 'A 1.0 %, B 1.0 %, C 1.0 % and 2 more'],
  ])('%#', (jobs, line) => expect(upLine(URL_OF_PAGE, jobs)).toBe(`${URL_OF_PAGE}: ${line}`));

  it.each([
    ['of what runs', async () => [{ status: job('A Tale', 5), updatedAt: 0, orderedAt: 0 }], 'A Tale 5.0 %'],
    ['of a server that is away', async () => Promise.reject(new Error('no answer')), 'no answer'],
  ])('is told to who asks: %s', async (_what, jobs, line) => {
    const { surroundings, words } = fakeProcess([], tmpdir());
    const progress = progressDesk(() => undefined);
    const context = { ...surroundings, progress, signal: surroundings.interruption.signal, finish: () => undefined };
    const stop = tellsProgress({ jobs } as unknown as Client, URL_OF_PAGE, context);
    progress.ask();
    await vi.waitFor(() => expect(words.written()).toBe(`${URL_OF_PAGE}: ${line}\n`));
    stop();
    progress.ask();
    expect(words.written()).toBe(`${URL_OF_PAGE}: ${line}\n`);
  });
});
