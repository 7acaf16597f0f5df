import { describe, expect, it } from 'vitest';
import { openJobs } from '../../../src/cli/up/open-jobs.js';
import type { Client, JobEntry, JobStatus, PublishedEvent } from '../../../src/client/index.js';
import type { LifecycleEvent } from '../../../src/telemetry/index.js';
import { createManualClock, settle } from '../../cluster/runtime/manual-clock.js';

const MINUTE_MS = 60_000;

const status = (job: string, state: JobStatus['state'] = 'converting'): JobStatus => ({
  ...{ job, state, title: job, priority: 'p1', paused: false, percent: 0, characters: 0, charactersDone: 0 },
  ...{ chapters: [], voices: [], files: [], rendition: null, facts: null, missing: [], warnings: [], failure: null },
  waitingFor: null,
  cover: false,
  turns: { book: 1 },
});

/** A cluster of jobs whose events come when a test says so. */
function scene(jobs: Record<string, JobStatus['state']>) {
  const clock = createManualClock();
  const ending = new AbortController();
  const troubles: LifecycleEvent[] = [];
  const reads = { all: 0, one: [] as string[] };
  const state = { happen: (_job: string): void => undefined, breakOff: (): void => undefined };
  const client: Pick<Client, 'jobs' | 'status' | 'events'> = {
    jobs: async () => {
      reads.all++;
      return Object.entries(jobs).map(([job, phase], index): JobEntry => {
        return { status: status(job, phase), updatedAt: 0, orderedAt: -index };
      });
    },
    status: async (job) => {
      reads.one.push(job);
      const phase = jobs[job];
      return phase === undefined ? null : status(job, phase);
    },
    events: async function* () {
      for (;;)
        yield await new Promise<PublishedEvent>((resolve, reject) => {
          state.happen = (job) => resolve({ job, type: 'something', text: '', at: 0, seq: 1 });
          state.breakOff = () => reject(new Error('no connection'));
        });
    },
  };
  const open = openJobs(client, clock, { emit: (event) => troubles.push(event) }, ending.signal);
  const names = async () => (await open.statuses()).map(({ job }) => job);
  return { clock, open, names, jobs, reads, troubles, ending, state };
}

describe('the open jobs of a machine', () => {
  it('are all that are not final, the first ordered first', async () => {
    const { names } = scene({ newest: 'converting', done: 'completed', first: 'reading' });
    expect(await names()).toEqual(['first', 'newest']);
  });

  it('are read anew one by one, when something happened to them', async () => {
    const { names, jobs, reads, state } = scene({ a: 'converting', b: 'reading' });
    await names();
    expect(await names()).toEqual(['b', 'a']);
    expect(reads).toEqual({ all: 1, one: [] });
    jobs['a'] = 'completed';
    jobs['c'] = 'reading';
    for (const job of ['a', 'c', 'nobody']) {
      state.happen(job);
      await settle();
    }
    expect(await names()).toEqual(['b', 'c']);
    expect(reads).toEqual({ all: 1, one: ['a', 'c', 'nobody'] });
  });

  it('are all read anew after a minute: an event may have been missed', async () => {
    const { names, clock, jobs, reads } = scene({ a: 'converting' });
    await names();
    jobs['a'] = 'failed';
    await clock.advance(MINUTE_MS);
    expect([await names(), reads.all]).toEqual([[], 2]);
  });

  it('a bell rings once for what happens together, and for the end', async () => {
    const { open, clock, state } = scene({ a: 'converting' });
    let rung = 0;
    const ring = () => open.changed(new AbortController().signal).then(() => rung++);
    void ring();
    await clock.advance(MINUTE_MS);
    expect(rung).toBe(0);
    state.happen('a');
    await clock.advance(1_000);
    expect(rung).toBe(1);
    await open.changed(AbortSignal.abort());
  });

  it('events that break off are told and followed again', async () => {
    const { open, names, clock, state, troubles, reads } = scene({ a: 'converting' });
    await names();
    state.breakOff();
    await clock.advance(5_000);
    expect(troubles).toEqual([{ type: 'trouble', where: 'events of jobs', reason: 'no connection' }]);
    state.happen('a');
    await settle();
    await open.statuses();
    expect(reads.one).toEqual(['a']);
  });
});
