import { describe, expectTypeOf, it } from 'vitest';
import type { connect, E2a, Job, JobEvent, JobResult, JobStatus, PlanDocument, SubmitWishes } from '../../src/index.js';
import type { jobStatus } from '../../src/progress.js';

/** `npm run check:types` is what proves these: nothing runs. */
describe('the types of the library', () => {
  it('say what is there', () => {
    expectTypeOf<ReturnType<typeof connect>>().resolves.toEqualTypeOf<E2a>();
    expectTypeOf<E2a>().toExtend<AsyncDisposable>();
    expectTypeOf<ReturnType<E2a['plan']>>().resolves.toEqualTypeOf<PlanDocument>();
    expectTypeOf<PlanDocument['chapters'][number]['seconds']>().toEqualTypeOf<number>();
    expectTypeOf<ReturnType<E2a['submit']>>().resolves.toEqualTypeOf<Job>();
    expectTypeOf<ReturnType<Job['events']>>().toEqualTypeOf<AsyncIterable<JobEvent>>();
    expectTypeOf<ReturnType<Job['result']>>().resolves.toEqualTypeOf<JobResult>();
    expectTypeOf<ReturnType<typeof jobStatus>>().toEqualTypeOf<JobStatus>();
  });

  it('tell one event from another', () => {
    expectTypeOf<JobEvent['seq']>().toEqualTypeOf<number>();
    expectTypeOf<Extract<JobEvent, { type: 'other' }>['named']>().toEqualTypeOf<string>();
    expectTypeOf<'first-chapter'>().toExtend<JobEvent['type']>();
    expectTypeOf<'chapter-jioned'>().not.toExtend<JobEvent['type']>();
  });

  it('take a path or bytes with a name, and only wishes that there are', () => {
    expectTypeOf<E2a['submit']>().toBeCallableWith('book.epub', { voice: 'joe', speed: 1.1, key: 'k' });
    expectTypeOf<E2a['plan']>().toBeCallableWith({ bytes: new Uint8Array(), fileName: 'a.epub' });
    expectTypeOf<'key' | 'voice'>().toExtend<keyof SubmitWishes>();
    expectTypeOf<'voise'>().not.toExtend<keyof SubmitWishes>();
  });
});
