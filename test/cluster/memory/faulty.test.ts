import { beforeEach, describe, expect, it } from 'vitest';
import {
  createMemoryCluster,
  type FaultRates,
  type MemoryCluster,
  makeFaulty,
  PassingFault,
  seededRandom,
} from '../../../src/cluster/memory/index.js';
import type { Checkpoint, Cluster } from '../../../src/cluster/ports/index.js';
import type { Clock, WorkItem } from '../../../src/core/index.js';
import { queued } from '../conformance/index.js';
import { createJumpingClock } from '../runtime/manual-clock.js';

const NO_FAULTS: FaultRates = { refused: 0, answerLost: 0, ackForgotten: 0, duplicated: 0, delayed: 0, maxDelayMs: 0 };
const TO = { kind: 'counter', job: 'sum-0001' };
const ITEM: WorkItem = {
  class: 'media',
  priority: 'p1',
  job: 'sum-0001',
  chapter: 'ch-001',
  item: 'join',
  attempt: 1,
  replyTo: TO,
  task: { type: 'join' },
};
const CHECKPOINT: Checkpoint = {
  summary: {},
  kind: 'counter',
  schemaVersion: 1,
  born: 0,
  turn: 1,
  wakeAt: null,
  updatedAt: 0,
  state: {},
  last: null,
  recent: [],
};

describe('a faulty cluster', () => {
  let clock: Clock;
  let inner: MemoryCluster;
  const never = new AbortController().signal;
  const faulty = (rates: Partial<FaultRates>): Cluster =>
    makeFaulty(inner, { clock, random: seededRandom(1), rates: { ...NO_FAULTS, ...rates } });
  const post = (cluster: Cluster, id: string) =>
    cluster.mail.post({ id, to: TO, schemaVersion: 1, sentAt: 0, message: { type: 'Add' } });
  const take = (cluster: Cluster) => cluster.mail.take('counter', 0, 0, never);

  beforeEach(() => {
    clock = createJumpingClock();
    inner = createMemoryCluster({ clock, partitions: 1 });
  });

  const calls: [string, (cluster: Cluster) => Promise<unknown>, () => Promise<unknown> | unknown][] = [
    ['post', (cluster) => post(cluster, 'm1'), () => inner.mail.depth],
    [
      'save',
      (cluster) => cluster.checkpoints.save(TO, CHECKPOINT, null),
      async () => (await inner.checkpoints.list('counter')).length,
    ],
    ['enqueue', (cluster) => cluster.work.enqueue(ITEM, 'w1'), () => queued(inner)],
    [
      'announce',
      (cluster) => cluster.events.announce({ job: 'x', type: 't', text: '' }, 'e1', 0),
      () => inner.events.announced.length,
    ],
  ];

  it.each(calls)('refuses: %s fails and nothing is done', async (_, call, done) => {
    await expect(call(faulty({ refused: 1 }))).rejects.toThrow(PassingFault);
    expect(await done()).toBe(0);
  });

  it.each(calls)('loses answers: %s fails and is done', async (_, call, done) => {
    await expect(call(faulty({ answerLost: 1 }))).rejects.toThrow(PassingFault);
    expect(await done()).toBe(1);
  });

  it.each(calls)('lets %s pass when nothing happens', async (_, call, done) => {
    await call(faulty({}));
    expect(await done()).toBe(1);
  });

  it('forgets acks: mail comes again', async () => {
    await post(inner, 'm1');
    await (await take(faulty({ ackForgotten: 1 })))?.ack();
    await clock.sleep(20_000);
    expect((await take(inner))?.deliveryCount).toBe(2);
  });

  it('delivers settled mail once more', async () => {
    const cluster = faulty({ duplicated: 1 });
    await post(cluster, 'm1');
    const first = await take(cluster);
    await first?.ack();
    expect(inner.mail.depth).toBe(0);
    expect((await take(cluster))?.payload).toEqual(first?.payload);
    expect(await take(cluster)).toBeNull();
  });

  it('delivers late, past the lease', async () => {
    await post(inner, 'm1');
    const before = clock.now();
    const late = await take(faulty({ delayed: 1, maxDelayMs: 100_000 }));
    expect(clock.now() - before).toBeGreaterThan(15_000);
    expect((await take(inner))?.payload).toEqual(late?.payload);
  });

  it('passes on what no fault is made for', async () => {
    const cluster = faulty({});
    await cluster.work.offer('media');
    await cluster.work.enqueue(ITEM, 'w1');
    expect([...(await cluster.work.present('sum-0001'))]).toEqual(['ch-001/join/1']);
    expect(await queued(cluster)).toBe(1);
    await cluster.work.withdraw('sum-0001', 'ch-001');
    expect(await cluster.work.pull('media', 0, never)).toBeNull();
    await cluster.checkpoints.save(TO, CHECKPOINT, null);
    expect(await cluster.checkpoints.list('counter')).toEqual([TO]);
    await cluster.checkpoints.remove(TO);
    expect(await cluster.checkpoints.load(TO)).toBeNull();
    await post(cluster, 'm1');
    await (await take(cluster))?.nak(0);
    await (await take(cluster))?.terminate('no');
    expect(inner.mail.depth).toBe(0);
    const stop = new AbortController();
    stop.abort();
    for await (const event of cluster.events.follow(null, stop.signal)) expect(event).toBeUndefined();
  });
});
