import { beforeEach, describe, expect, it } from 'vitest';
import type { BookState } from '../../src/actors/index.js';
import { type Client, createClient } from '../../src/client/index.js';
import { createMemoryCluster, type MemoryCluster } from '../../src/cluster/memory/index.js';
import { UserError } from '../../src/core/index.js';
import { createManualClock, type ManualClock } from '../cluster/runtime/manual-clock.js';
import { nodeRecord } from '../support/node-record.js';
import { cancelledBook, convertingBook, finishedBook, orderOf, store } from './book-in-cluster.js';

const JOB = 'a-tale-7f3a';
const ORDER = orderOf('7f3a');
const BOOK = { kind: 'book', job: JOB };
const LIMIT = { limitMs: 2_000, signal: new AbortController().signal };
const DAY_MS = 86_400_000;

describe('what operators do', () => {
  let clock: ManualClock;
  let cluster: MemoryCluster;
  let client: Client;

  beforeEach(() => {
    clock = createManualClock();
    cluster = createMemoryCluster({ clock, partitions: 1 });
    client = createClient(cluster, clock);
  });

  const submitted = () =>
    cluster.mail.post({
      id: 's',
      to: BOOK,
      schemaVersion: 1,
      sentAt: 0,
      message: { type: 'SubmitBook', order: { ...ORDER, priority: 'p0' } },
    });
  /** Mail in the order it was posted. */
  const posted = async () => {
    const messages: unknown[] = [];
    for (;;) {
      const delivery = await cluster.mail.take('book', 0, 0, LIMIT.signal);
      if (delivery === null) return messages;
      messages.push((JSON.parse(new TextDecoder().decode(delivery.payload)) as { message: unknown }).message);
      await delivery.ack();
    }
  };
  const codeOf = async (asked: Promise<unknown>): Promise<number> => {
    const error = await asked.then(() => null).catch((thrown: unknown) => thrown);
    return error instanceof UserError ? error.exitCode : -1;
  };

  describe('a job whose order still lies in the mailbox', () => {
    beforeEach(submitted);

    it('is found, shown and listed', async () => {
      expect(await client.find(JOB)).toBe(JOB);
      expect(await client.find('a-ta')).toBe(JOB);
      expect(await client.find('@last')).toBe(JOB);
      const shown = { title: 'A Tale', state: 'new', priority: 'p0', waitingFor: 'a node with the role book' };
      expect(await client.current(JOB)).toMatchObject(shown);
      expect((await client.jobs()).map(({ status }) => status)).toMatchObject([{ job: JOB, ...shown }]);
    });

    it('is told, and has not answered', async () => {
      const ending = client.command(JOB, { type: 'CancelBook' }, LIMIT);
      await clock.advance(3_000);
      expect(await ending).toMatchObject({ outcome: 'unanswered', status: { state: 'new' } });
      expect(await posted()).toMatchObject([{ type: 'SubmitBook' }, { type: 'CancelBook' }]);
    });

    it('is listed once when a book host takes it', async () => {
      await store(cluster, BOOK, convertingBook(JOB, ORDER));
      expect((await client.jobs()).map(({ status }) => status.state)).toEqual(['converting']);
    });
  });

  describe('a command', () => {
    const answerWith = async (state: BookState, event?: string): Promise<void> => {
      await clock.advance(300);
      await store(cluster, BOOK, state, { turn: 2 });
      if (event !== undefined)
        await cluster.events.announce({ job: JOB, type: 'command-refused', text: event }, 'e', clock.now());
      await clock.advance(300);
    };

    it('ends when it has taken effect, and is posted once however often it is asked', async () => {
      await store(cluster, BOOK, convertingBook(JOB, ORDER));
      const endings = [1, 2].map(() => client.command(JOB, { type: 'PauseBook' }, LIMIT));
      await answerWith({ ...convertingBook(JOB, ORDER), paused: true } as BookState);
      for (const ending of endings) expect(await ending).toMatchObject({ outcome: 'done', status: { paused: true } });
      expect(await posted()).toEqual([{ type: 'PauseBook' }]);
    });

    it('says why the Book refuses', async () => {
      await store(cluster, BOOK, finishedBook(JOB, ORDER));
      const ending = client.command(JOB, { type: 'RetryBook', what: 'all', chapters: [9] }, LIMIT);
      await answerWith(finishedBook(JOB, ORDER), 'It has no chapter 9.');
      expect(await ending).toMatchObject({ outcome: 'refused', why: 'It has no chapter 9.' });
      expect(await posted()).toEqual([{ type: 'RetryBook', what: 'all', chapters: [9] }]);
    });

    it('is not posted where the state tells the answer', async () => {
      await store(cluster, BOOK, cancelledBook(JOB, ORDER));
      expect(await client.command(JOB, { type: 'PauseBook' }, LIMIT)).toMatchObject({ outcome: 'refused' });
      expect(await client.command(JOB, { type: 'CancelBook' }, LIMIT)).toMatchObject({ outcome: 'already' });
      expect(await posted()).toEqual([]);
    });
  });

  it('a removed job is nowhere to be seen, and may be submitted anew', async () => {
    await store(cluster, BOOK, { phase: 'removed', job: JOB, run: 1, attempt: 4, swept: true });
    expect(await client.jobs()).toEqual([]);
    expect(await codeOf(client.find(JOB))).toBe(5);
    await submitted();
    expect(await client.find(JOB)).toBe(JOB);
    expect((await client.current(JOB)).state).toBe('new');
  });

  describe('an order to a node', () => {
    beforeEach(() => cluster.nodes.report(nodeRecord({ node: 'attic-1', seenAt: clock.now() })));

    it('is followed when the node says so', async () => {
      const ending = client.orderNode('att', 'cordon', LIMIT);
      await clock.advance(400);
      expect(cluster.control.nodeOrder('attic-1')).toBe('cordon');
      await cluster.nodes.report(nodeRecord({ node: 'attic-1', state: 'cordoned', seenAt: clock.now() }));
      await clock.advance(400);
      expect(await ending).toMatchObject({ node: 'attic-1', outcome: 'done', record: { state: 'cordoned' } });
    });

    it('to leave is followed when it has left', async () => {
      const ending = client.orderNode('attic-1', 'drain', LIMIT);
      await cluster.nodes.report(nodeRecord({ node: 'attic-1', state: 'draining', seenAt: clock.now() }));
      await clock.advance(400);
      await cluster.nodes.withdraw('attic-1');
      await clock.advance(400);
      expect(await ending).toEqual({ node: 'attic-1', outcome: 'done', record: null });
      // The order waits for whoever comes back by that name, and can be taken back.
      expect(await client.orderNode('attic-1', 'work', LIMIT)).toMatchObject({ outcome: 'done' });
      expect(cluster.control.nodeOrder('attic-1')).toBe('work');
    });

    it('that is not followed in time stands', async () => {
      const ending = client.orderNode('attic-1', 'cordon', LIMIT);
      await clock.advance(3_000);
      expect(await ending).toMatchObject({ outcome: 'unanswered' });
      expect(cluster.control.nodeOrder('attic-1')).toBe('cordon');
    });

    it('goes to nobody who is not there', async () => {
      await expect(client.orderNode('attic-2', 'cordon', LIMIT)).rejects.toMatchObject({
        exitCode: 5,
        failure: { why: 'There is one called attic-1.' },
      });
      expect(cluster.control.nodeOrder('attic-2')).toBe('work');
    });
  });

  describe('dead letters', () => {
    const letter = (n: number, over: object = {}) =>
      cluster.deadLetters.record(
        { origin: 'work', job: JOB, chapter: 'ch-001', item: `000${n}`, reason: 'no', detail: {}, at: n, ...over },
        `l${n}`,
      );

    it('are retried by their chapter, and go when the Book has taken that up', async () => {
      await store(cluster, BOOK, finishedBook(JOB, ORDER));
      await letter(1);
      await letter(2);
      await letter(3, { chapter: 'ch-002' });
      const ending = client.retryLetter('1', LIMIT);
      await clock.advance(300);
      await store(cluster, BOOK, { ...convertingBook(JOB, ORDER), run: 2 } as BookState, { turn: 2 });
      await clock.advance(300);
      expect(await ending).toMatchObject({ type: 'asked', end: { outcome: 'done' }, removed: ['1', '2'], left: null });
      expect(await posted()).toEqual([{ type: 'RetryBook', what: 'failed', chapters: [1] }]);
      expect((await client.deadLetters()).map(({ id }) => id)).toEqual(['3']);
    });

    it('stay while their job still runs, and when nobody can do them again', async () => {
      await store(cluster, BOOK, convertingBook(JOB, ORDER));
      await letter(1);
      await letter(2, { origin: 'mail' });
      await letter(3, { job: 'gone-0001' });
      expect(await client.retryLetter('1', LIMIT)).toMatchObject({ end: { outcome: 'refused' }, removed: [] });
      expect(await client.retryLetter('2', LIMIT)).toMatchObject({ type: 'refused' });
      expect(await client.retryLetter('3', LIMIT)).toMatchObject({ type: 'refused' });
      expect(await client.deadLetters()).toHaveLength(3);
    });

    it('are skipped one by one', async () => {
      await letter(1);
      expect(await client.skipLetter('1')).toMatchObject({ reason: 'no' });
      expect(await codeOf(client.skipLetter('1'))).toBe(5);
      expect(await codeOf(client.deadLetter('x'))).toBe(5);
    });
  });

  describe('cleaning', () => {
    const put = (key: string) =>
      cluster.clips.put(key, new Uint8Array(10), { digest: key, samples: 1, utterances: [1] });
    const CLEAN = { what: ['jobs', 'renditions', 'clips'], dryRun: false } as const;

    beforeEach(async () => {
      await cluster.books.put('plan-1', Buffer.from(JSON.stringify({ segments: [{ key: 'needed' }] })), 'plan');
      for (const key of ['needed', 'other']) await put(key);
      await store(cluster, { kind: 'book', job: 'running-0001' }, convertingBook('running-0001', orderOf('r')));
      const file = new Uint8Array(100);
      await store(cluster, BOOK, finishedBook(JOB, ORDER, file), { updatedAt: clock.now() });
      await cluster.audio.put(`${JOB}/A Tale.m4b`, file, 'file');
      await clock.advance(31 * DAY_MS);
    });

    it('says what would go, and takes nothing', async () => {
      const olderThan = clock.now() - 30 * DAY_MS;
      expect(await client.clean({ ...CLEAN, olderThan, dryRun: true }, LIMIT)).toEqual([
        { what: 'jobs', removed: 1, bytes: 100, jobs: [JOB], unanswered: [] },
        { what: 'renditions', removed: 0, bytes: 0, jobs: [], unanswered: [] },
        { what: 'clips', removed: 1, bytes: 10, jobs: [], unanswered: [] },
      ]);
      expect(await posted()).toEqual([]);
      expect(await cluster.clips.facts('other')).not.toBeNull();
    });

    it('leaves what running jobs need, and says who has not answered', async () => {
      const cleaning = client.clean({ ...CLEAN, olderThan: clock.now() - 30 * DAY_MS }, LIMIT);
      await clock.advance(3_000);
      expect(await cleaning).toMatchObject([
        { removed: 0, jobs: [], unanswered: [JOB] },
        { removed: 1, bytes: 100, jobs: [JOB] },
        { removed: 1, bytes: 10 },
      ]);
      expect(await posted()).toEqual([{ type: 'RemoveBook' }]);
      expect(await cluster.audio.info(`${JOB}/A Tale.m4b`)).toBeNull();
      expect(await cluster.clips.facts('other')).toBeNull();
      expect(await cluster.clips.facts('needed')).not.toBeNull();
    });

    it('goes by size, too, but not with jobs', async () => {
      const reports = await client.clean({ ...CLEAN, keepBytes: 100 }, LIMIT);
      expect(reports.map(({ removed }) => removed)).toEqual([0, 0, 0]);
      const [, renditions] = await client.clean({ ...CLEAN, keepBytes: 99 }, LIMIT);
      expect(renditions).toMatchObject({ removed: 1, bytes: 100 });
    });
  });
});
