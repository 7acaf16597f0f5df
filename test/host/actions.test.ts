import { beforeEach, describe, expect, it } from 'vitest';
import { bookBehavior, chapterBehavior } from '../../src/actors/index.js';
import { createMemoryCluster, type MemoryCluster } from '../../src/cluster/memory/index.js';
import type { ActionRegistry } from '../../src/cluster/runtime/index.js';
import type { Address, Json, WorkItem } from '../../src/core/index.js';
import { hostActions } from '../../src/host/actions.js';
import { nodeRecord } from '../support/node-record.js';

const NOW = 1_000_000;
const JOB = 'a-tale-7f3a';
/** Its id begins with the other one's. */
const NEIGHBOUR = 'a-tale-7f3a99';

const clock = { now: () => NOW, sleep: async () => {} };
const book = (job: string): Address => ({ kind: 'book', job });
const chapter = (job: string, id = 'ch-001'): Address => ({ kind: 'chapter', job, chapter: id });

describe('an action of a host', () => {
  let cluster: MemoryCluster;
  let actions: ActionRegistry;

  beforeEach(() => {
    cluster = createMemoryCluster({ clock, partitions: 1 });
    actions = hostActions(cluster, clock);
  });

  const act = (name: string, args: Record<string, Json>, id = 'book/a-tale-7f3a#1.0'): Promise<void> =>
    actions[name]?.(args, id) ?? Promise.reject(new Error(`no action ${name}`));

  const mail = async (kind: string): Promise<readonly { to: Address; id: string; message: Json }[]> => {
    const found = [];
    for (;;) {
      const delivery = await cluster.mail.take(kind, 0, 0, new AbortController().signal);
      if (delivery === null) return found;
      const { to, id, message } = JSON.parse(new TextDecoder().decode(delivery.payload));
      found.push({ to, id, message });
      await delivery.ack();
    }
  };

  const enqueue = (item: Partial<WorkItem>): Promise<unknown> => {
    const whole: WorkItem = {
      class: 'media',
      priority: 'p1',
      job: JOB,
      chapter: 'ch-001',
      item: 'join',
      attempt: 1,
      replyTo: chapter(JOB),
      task: { type: 'join' },
      ...item,
    };
    return cluster.work.enqueue(whole, `${whole.job}/${whole.chapter}/${whole.item}/${whole.attempt}`);
  };

  const store = async (address: Address, state: Json = {}): Promise<void> => {
    const checkpoint = {
      summary: {},
      kind: address.kind,
      schemaVersion: 2,
      born: 0,
      turn: 1,
      wakeAt: null,
      updatedAt: 0,
      state,
      last: null,
      recent: [],
    };
    await cluster.checkpoints.save(address, checkpoint, null);
  };

  const names = async (store: MemoryCluster['audio']): Promise<readonly string[]> =>
    (await store.list('')).map(({ name }) => name);

  it('tells workers what the Book decided', async () => {
    await act('writeControl', { job: JOB, state: 'pause' });
    expect(cluster.control.current(JOB)).toBe('pause');
    await expect(act('writeControl', { job: JOB, state: 'sleep' })).rejects.toThrow();
  });

  it('shows a chapter what the queue holds of its own work, once', async () => {
    await enqueue({ item: '0007', attempt: 2 });
    await enqueue({ chapter: 'ch-0011' });
    await enqueue({ job: NEIGHBOUR });
    for (let i = 0; i < 2; i++) await act('reconcileChapter', { job: JOB, chapter: 'ch-001' });
    expect(await mail('chapter')).toEqual([
      { to: chapter(JOB), id: 'book/a-tale-7f3a#1.0', message: { type: 'Reconcile', present: ['ch-001/0007/2'] } },
    ]);
  });

  it('shows a book the same of the work that belongs to all of it', async () => {
    await enqueue({ chapter: 'book', item: 'read' });
    await enqueue({});
    await act('reconcileChapter', { job: JOB, chapter: null });
    expect(await mail('book')).toMatchObject([
      { to: book(JOB), message: { type: 'Reconcile', present: ['book/read/1'] } },
    ]);
    const decoded = bookBehavior.decode({ type: 'Reconcile', present: ['book/read/1'] });
    expect(decoded.ok).toBe(true);
  });

  it('counts the fleet for a book that has just been ordered', async () => {
    const profiles = [{ id: 'p1' }];
    for (const [node, slots] of [
      ['a', 2],
      ['b', 3],
    ] as const)
      await cluster.nodes.report(nodeRecord({ node, slots, profiles, seenAt: NOW }));
    await cluster.nodes.report(nodeRecord({ node: 'c', slots: 9, profiles, seenAt: NOW, state: 'cordoned' }));
    await act('countFleet', { job: JOB, profile: 'p1' });
    expect(await mail('book')).toMatchObject([{ message: { type: 'FleetChanged', slots: 5, nodes: 2 } }]);
  });

  describe('that removes a job', () => {
    beforeEach(async () => {
      for (const job of [JOB, NEIGHBOUR]) {
        await store(book(job), { phase: 'removed' });
        for (const id of ['ch-001', 'ch-002']) await store(chapter(job, id));
        await cluster.audio.put(`${job}/ch-001-abc.flac`, new Uint8Array(3), '');
        await cluster.audio.put(`${job}/A Tale.m4b`, new Uint8Array(3), '');
        await cluster.books.put(`${job}/ch-001.json`, new Uint8Array(3), '');
        await cluster.control.set(job, 'cancel');
      }
      await cluster.books.put('b.epub', new Uint8Array(3), 'another job may have it, too');
    });

    it('takes away its chapters, its audio, its plans and its word to workers, and nothing of another', async () => {
      for (let i = 0; i < 2; i++) await act('removeJob', { job: JOB });
      expect(await cluster.checkpoints.list(chapterBehavior.kind)).toEqual([
        chapter(NEIGHBOUR, 'ch-001'),
        chapter(NEIGHBOUR, 'ch-002'),
      ]);
      expect(await names(cluster.audio)).toEqual([`${NEIGHBOUR}/ch-001-abc.flac`, `${NEIGHBOUR}/A Tale.m4b`]);
      expect(await names(cluster.books)).toEqual([`${NEIGHBOUR}/ch-001.json`, 'b.epub']);
      expect([JOB, NEIGHBOUR].map((job) => cluster.control.current(job))).toEqual(['run', 'cancel']);
      expect(await cluster.checkpoints.load(book(JOB))).not.toBeNull();
    });

    it('takes the tombstone away at the end, unless the book was ordered again', async () => {
      await act('removeTombstone', { job: JOB });
      await act('removeTombstone', { job: JOB });
      expect(await cluster.checkpoints.load(book(JOB))).toBeNull();
      await store(book(JOB), { phase: 'reading' });
      await act('removeTombstone', { job: JOB });
      expect(await cluster.checkpoints.load(book(JOB))).not.toBeNull();
    });
  });
});
