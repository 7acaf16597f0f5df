import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BookState } from '../../../src/actors/index.js';
import { job as jobSchema, listedJob } from '../../../src/web/api/schemas.js';
import {
  cancelledBook,
  convertingBook,
  finishedBook,
  orderOf,
  speakingChapter,
  store,
} from '../../client/book-in-cluster.js';
import { type AppScene, appScene, failureIn } from '../app-scene.js';

interface Page {
  readonly jobs: readonly { readonly job: string; readonly state: string }[];
  readonly next: string | null;
}

const ordered = <B extends BookState>(book: B, orderedAt: number): B =>
  'order' in book ? { ...book, order: { ...book.order, orderedAt } } : book;

describe('jobs over HTTP', () => {
  let scene: AppScene;
  beforeAll(async () => {
    scene = await appScene();
    const books: readonly BookState[] = [
      ordered(convertingBook('running-1111', orderOf('1111', 'Running')), 400),
      ordered(finishedBook('done-2222', orderOf('2222', 'Done')), 300),
      ordered(cancelledBook('gone-3333', orderOf('3333', 'Gone')), 300),
      ordered(convertingBook('running-4444', orderOf('4444', 'Running')), 200),
      convertingBook('old-5555', orderOf('5555', 'Old')),
    ];
    for (const book of books) await store(scene.cluster, { kind: 'book', job: book.job }, book);
  });
  afterAll(() => scene.close());

  const list = async (query: string): Promise<Page> =>
    (await scene.ask('GET', `/api/v1/jobs${query}`)).json() as Promise<Page>;
  const progress = async (): Promise<unknown> => (await scene.ask('GET', '/api/v1/jobs/running-1111/progress')).json();

  it('are listed the last ordered first, in pages that no new job disturbs', async () => {
    const first = await list('?limit=2');
    expect(first.jobs.map(({ job }) => job)).toEqual(['running-1111', 'done-2222']);
    await store(
      scene.cluster,
      { kind: 'book', job: 'new-6666' },
      ordered(convertingBook('new-6666', orderOf('6666')), 900),
    );
    await store(scene.cluster, { kind: 'book', job: 'old-5555' }, convertingBook('old-5555', orderOf('5555', 'Old')), {
      updatedAt: 9_000_000,
    });
    const second = await list(`?limit=2&cursor=${first.next}`);
    expect(second.jobs.map(({ job }) => job)).toEqual(['gone-3333', 'running-4444']);
    const third = await list(`?limit=2&cursor=${second.next}`);
    expect([third.jobs.map(({ job }) => job), third.next]).toEqual([['old-5555'], null]);
    for (const one of [...first.jobs, ...second.jobs, ...third.jobs]) listedJob.parse(one);
  });

  it('are listed by their state', async () => {
    expect((await list('?state=completed')).jobs.map(({ job }) => job)).toEqual(['done-2222']);
    for (const query of ['?state=nothing', '?limit=0', '?limit=201', '?limit=x', '?cursor=x', '?cursor=Li4v'])
      expect(await failureIn(await scene.ask('GET', `/api/v1/jobs${query}`))).toMatchObject({ status: 400 });
  });

  it('are named by their id, its beginning, or @last', async () => {
    for (const [name, job] of [
      ['done-2222', 'done-2222'],
      ['done', 'done-2222'],
      ['@last', 'new-6666'],
    ]) {
      const answer = await scene.ask('GET', `/api/v1/jobs/${name}`);
      expect(jobSchema.parse(await answer.json())).toMatchObject({ v: 1, job });
    }
    expect(await failureIn(await scene.ask('GET', '/api/v1/jobs/runing-1111'))).toMatchObject({
      status: 404,
      code: 'E2A-5003',
      why: 'There is one called running-1111.',
    });
    expect(await failureIn(await scene.ask('GET', '/api/v1/jobs/running'))).toMatchObject({ status: 404 });
  });

  it('are shown as the client has them', async () => {
    const answer = await scene.ask('GET', '/api/v1/jobs/running-1111');
    const status = await scene.parts.client.current('running-1111');
    expect(await answer.json()).toEqual({ v: 1, ...JSON.parse(JSON.stringify(status)) });
  });

  it('have a report when their book is read', async () => {
    const report = { leftOut: [{ what: 'Index', why: 'index', characters: 900 }], warnings: ['odd'] };
    expect(await failureIn(await scene.ask('GET', '/api/v1/jobs/gone-3333/report'))).toMatchObject({
      status: 409,
      code: 'E2A-5004',
    });
    await scene.cluster.books.put('report.json', new TextEncoder().encode(JSON.stringify(report)), 'report');
    const answer = await scene.ask('GET', '/api/v1/jobs/done-2222/report');
    expect(await answer.json()).toEqual({ v: 1, job: 'done-2222', ...report });
  });

  it('say how far they are, and how long it takes when that can be known', async () => {
    const speak = (characters: number) =>
      store(scene.cluster, { kind: 'chapter', job: 'running-1111', chapter: 'ch-001' }, speakingChapter(characters));
    await speak(0);
    expect(await progress()).toMatchObject({
      state: 'converting',
      percent: 0,
      chapters: 1,
      chaptersDone: 0,
      secondsLeft: null,
    });
    await scene.clock.advance(10_000);
    await speak(150);
    expect(await progress()).toMatchObject({ charactersDone: 150, speed: 1, secondsLeft: null });
    await scene.clock.advance(20_000);
    await speak(600);
    expect(await progress()).toMatchObject({
      charactersDone: 600,
      characters: 1000,
      speed: 600 / 30 / 15,
      secondsLeft: 20,
    });
  });

  describe('that are told something', () => {
    const told = (job: string, verb: string, body?: unknown) => scene.ask('POST', `/api/v1/jobs/${job}/${verb}`, body);

    it.each([
      ['done-2222', 'pause', undefined, 'completed'],
      ['done-2222', 'cancel', undefined, 'completed'],
      ['done-2222', 'move', { priority: 'p0' }, 'completed'],
      ['running-4444', 'retry', { chapters: 'all' }, 'still converting'],
    ])('%s refuses to %s, and says why', async (job, verb, body, why) => {
      const refused = await failureIn(await told(job, verb, body));
      expect(refused).toMatchObject({ status: 409, code: 'E2A-5008', why: expect.stringContaining(why) });
    });

    it.each([
      ['gone-3333', 'cancel', undefined],
      ['running-4444', 'resume', {}],
      ['running-4444', 'move', { priority: 'p1' }],
    ])('%s: %s was so already', async (job, verb, body) => {
      const answer = await told(job, verb, body);
      expect([answer.status, await answer.json()]).toEqual([
        202,
        expect.objectContaining({ v: 1, job, outcome: 'already' }),
      ]);
    });

    it.each([
      ['asked-0001', 'pause', undefined, { type: 'PauseBook' }],
      ['ended-0002', 'retry', undefined, { type: 'RetryBook', what: 'failed' }],
      ['ended-0003', 'retry', { chapters: '1' }, { type: 'RetryBook', what: 'all', chapters: [1] }],
      ['ended-0004', 'verify', { chapters: '1' }, { type: 'VerifyBook', chapters: [1] }],
      ['asked-0005', 'remove', undefined, { type: 'RemoveBook' }],
    ])('%s: %s goes into its mailbox, and nobody waits for ever', async (job, verb, body, message) => {
      await put(job);
      const answer = told(job, verb, body);
      for (let n = 0; n < 30; n++) await scene.clock.advance(250);
      expect([(await answer).status, await (await answer).json()]).toEqual([
        202,
        expect.objectContaining({ outcome: 'unanswered', job }),
      ]);
      expect(await messagesFor(job)).toContainEqual(expect.objectContaining(message));
    });

    it('DELETE is a way to say remove', async () => {
      await put('asked-0006');
      const answer = scene.ask('DELETE', '/api/v1/jobs/asked-0006');
      for (let n = 0; n < 30; n++) await scene.clock.advance(250);
      expect((await answer).status).toBe(202);
      expect(await messagesFor('asked-0006')).toContainEqual(expect.objectContaining({ type: 'RemoveBook' }));
    });

    it.each([
      ['move', {}],
      ['move', { priority: 'p9' }],
      ['move', undefined],
      ['retry', { chapters: '7' }],
      ['retry', { chapter: '1' }],
      ['verify', { chapters: 'x' }],
      ['pause', { now: true }],
    ])('does not understand %s %j', async (verb, body) => {
      expect(await failureIn(await told('done-2222', verb, body))).toMatchObject({ status: 400 });
    });

    const put = (job: string) =>
      store(
        scene.cluster,
        { kind: 'book', job },
        job.startsWith('ended') ? finishedBook(job, orderOf('0')) : convertingBook(job, orderOf('0')),
      );

    async function messagesFor(job: string): Promise<readonly unknown[]> {
      return (await scene.cluster.mail.waiting('book', job)).map(({ message }) => message);
    }
  });
});
