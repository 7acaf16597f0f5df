import { beforeEach, describe, expect, it } from 'vitest';
import { type Client, createClient } from '../../src/client/index.js';
import { createMemoryCluster, type MemoryCluster } from '../../src/cluster/memory/index.js';
import { isJsonObject, UserError } from '../../src/core/index.js';
import { createManualClock, type ManualClock } from '../cluster/runtime/manual-clock.js';
import { nodeRecord } from '../support/node-record.js';
import { convertingBook, finishedBook, orderOf, speakingChapter, store } from './book-in-cluster.js';

describe('the jobs of a cluster', () => {
  let cluster: MemoryCluster;
  let client: Client;
  let clock: ManualClock;

  beforeEach(async () => {
    clock = createManualClock();
    cluster = createMemoryCluster({ clock });
    client = createClient(cluster, clock);
    for (const [job, updatedAt] of [
      ['moby-dick-7f3a', 100],
      ['moby-dick-91bc', 300],
      ['walden-0001', 200],
    ] as const)
      await store(cluster, { kind: 'book', job }, finishedBook(job, orderOf(job)), { updatedAt });
  });

  describe('find', () => {
    it.each([
      { name: 'walden-0001', job: 'walden-0001' },
      { name: 'wal', job: 'walden-0001' },
      { name: 'moby-dick-9', job: 'moby-dick-91bc' },
      { name: '@last', job: 'moby-dick-91bc' },
    ])('$name is $job', async ({ name, job }) => {
      expect(await client.find(name)).toBe(job);
    });

    it.each([
      { name: 'moby-dick', words: 'moby-dick-7f3a, moby-dick-91bc' },
      { name: 'ulysses', words: 'There is no job "ulysses"' },
      { name: '../walden', words: 'There is no job' },
    ])('$name is refused', async ({ name, words }) => {
      const error = await client.find(name).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UserError);
      expect((error as UserError).exitCode).toBe(5);
      expect(JSON.stringify((error as UserError).failure)).toContain(words.replaceAll('"', '\\"'));
    });

    it('an id that is the beginning of another is itself', async () => {
      await store(cluster, { kind: 'book', job: 'walden-00012345' }, finishedBook('walden-00012345', orderOf('x')));
      expect(await client.find('walden-0001')).toBe('walden-0001');
    });
  });

  describe('@last', () => {
    it('is the one submitted last, whichever changed last', async () => {
      for (const [job, orderedAt, updatedAt] of [
        ['emma-0001', 20, 500],
        ['ulysses-0001', 40, 400],
        ['emma-0002', 30, 600],
      ] as const)
        await store(cluster, { kind: 'book', job }, finishedBook(job, { ...orderOf(job), orderedAt }), { updatedAt });
      expect(await client.find('@last')).toBe('ulysses-0001');
    });
  });

  describe('jobs', () => {
    it('lists the one that changed last first', async () => {
      expect((await client.jobs()).map(({ status }) => status.job)).toEqual([
        'moby-dick-91bc',
        'walden-0001',
        'moby-dick-7f3a',
      ]);
    });
  });

  describe('status', () => {
    it('takes the word of a speaking chapter over its Book’s older note', async () => {
      const job = 'ulysses-0001';
      await store(cluster, { kind: 'book', job }, convertingBook(job, orderOf('u')));
      expect((await client.status(job))?.charactersDone).toBe(0);
      await store(cluster, { kind: 'chapter', job, chapter: 'ch-001' }, speakingChapter(400));
      expect((await client.status(job))?.charactersDone).toBe(400);
    });

    it('is null for a job nobody has taken, and "new" where a status is needed', async () => {
      expect(await client.status('ulysses-0001')).toBeNull();
      expect(await client.current('ulysses-0001')).toMatchObject({
        state: 'new',
        waitingFor: 'a node with the role book',
      });
    });

    it('says that no book host is up, whatever the Book wrote when one was', async () => {
      await store(cluster, { kind: 'book', job: 'ulysses-0001' }, convertingBook('ulysses-0001', orderOf('u')));
      const listed = async () => (await client.jobs()).find(({ status }) => status.job === 'ulysses-0001')?.status;
      expect((await client.current('ulysses-0001')).waitingFor).toBe('a node with the role book');
      expect(await listed()).toEqual(await client.current('ulysses-0001'));
      await cluster.nodes.report(nodeRecord({ roles: ['book'], seenAt: clock.now() }));
      expect((await client.current('ulysses-0001')).waitingFor).toBeNull();
      expect((await client.current('walden-0001')).waitingFor).toBeNull();
    });

    it('of an older e2a has what that one did not know', async () => {
      const address = { kind: 'book', job: 'walden-0001' };
      const stored = await cluster.checkpoints.load(address);
      if (stored === null || !isJsonObject(stored.checkpoint.state)) throw new Error('not stored');
      const { paused: _paused, ...old } = stored.checkpoint.state;
      await cluster.checkpoints.save(address, { ...stored.checkpoint, state: old, schemaVersion: 1 }, stored.revision);
      expect(await client.status('walden-0001')).toMatchObject({ state: 'completed', paused: false, priority: 'p1' });
    });

    it('of a newer e2a is refused in words', async () => {
      const address = { kind: 'book', job: 'walden-0001' };
      const stored = await cluster.checkpoints.load(address);
      if (stored === null) throw new Error('not stored');
      await cluster.checkpoints.save(address, { ...stored.checkpoint, schemaVersion: 99 }, stored.revision);
      await expect(client.status('walden-0001')).rejects.toThrowError(/newer e2a/);
    });
  });
});
