import { beforeEach, describe, expect, it } from 'vitest';
import { bookBehavior, type BookState, chapterBehavior } from '../../src/actors/index.js';
import { createMemoryCluster, type MemoryCluster } from '../../src/cluster/memory/index.js';
import type { CheckpointStore } from '../../src/cluster/ports/index.js';
import { runReconciler } from '../../src/cluster/runtime/reconciler.js';
import type { Address, Json, Message } from '../../src/core/index.js';
import { reconcilerOf } from '../../src/host/reconciling.js';
import { cancelled, completed, converting, fleet, paused, reading, removed } from '../actors/books.js';
import { tellBookActor } from '../actors/orders.js';
import { createManualClock, type ManualClock } from '../cluster/runtime/manual-clock.js';
import { nodeRecord } from '../support/node-record.js';

const SWEEP_MS = 5_000;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const TELEMETRY = { emit: () => {} };

describe('the reconciler of a host', () => {
  let clock: ManualClock;
  let cluster: MemoryCluster;
  let reads: string[];
  let end: AbortController;

  beforeEach(() => {
    clock = createManualClock();
    cluster = createMemoryCluster({ clock, partitions: 1 });
    reads = [];
    end = new AbortController();
  });

  const counted = (store: CheckpointStore): CheckpointStore => ({
    load: (address) => {
      reads.push(address.job);
      return store.load(address);
    },
    save: (...args) => store.save(...args),
    list: (kind, job) => store.list(kind, job),
    remove: (address) => store.remove(address),
    async *changes(kind, revision) {
      for await (const changed of store.changes(kind, revision)) {
        reads.push(changed.address.job);
        yield changed;
      }
    },
  });

  const store = async (address: Address, state: BookState | Json, turn = 1, newerBy = 0): Promise<void> => {
    const before = await cluster.checkpoints.load(address);
    const behavior = address.kind === 'book' ? bookBehavior : chapterBehavior;
    const checkpoint = {
      summary: address.kind === 'book' ? bookBehavior.summary(state as BookState) : { phase: 'completed' },
      kind: address.kind,
      schemaVersion: behavior.schemaVersion + newerBy,
      born: 0,
      turn,
      wakeAt: null,
      updatedAt: clock.now(),
      state: state as Json,
      last: null,
      recent: [],
    };
    await cluster.checkpoints.save(address, checkpoint, before?.revision ?? null);
  };

  const start = (): Promise<void> => {
    const watched = { ...cluster, checkpoints: counted(cluster.checkpoints) };
    const spec = reconcilerOf(watched, [bookBehavior, chapterBehavior], clock, TELEMETRY, end.signal);
    const care = { clock, telemetry: TELEMETRY, classify: () => 'transient' as const, node: 'a' };
    return runReconciler(spec, { ...care, cluster: watched }, end.signal);
  };

  const told = async (): Promise<readonly (readonly [string, Message])[]> => {
    const found: (readonly [string, Message])[] = [];
    for (;;) {
      const delivery = await cluster.mail.take('book', 0, 0, new AbortController().signal);
      if (delivery === null) return found;
      const { to, message } = JSON.parse(new TextDecoder().decode(delivery.payload));
      found.push([to.job, message]);
      await delivery.ack();
    }
  };

  const node = (name: string, change: Parameters<typeof nodeRecord>[0] = {}) =>
    cluster.nodes.report(
      nodeRecord({ node: name, slots: 2, profiles: [{ id: 'p1' }], seenAt: clock.now(), ...change }),
    );

  it('reads what has changed, not a thousand jobs that are over', async () => {
    const over: readonly BookState[] = [completed(), cancelled(), removed()];
    for (let i = 0; i < 1_000; i++) {
      const job = `over-${i}`;
      await store({ kind: 'book', job }, over[i % over.length] ?? completed());
      await store({ kind: 'chapter', job, chapter: 'ch-001' }, {});
    }
    await store({ kind: 'book', job: 'open' }, converting());
    const running = start();
    await clock.advance(SWEEP_MS);
    expect(new Set(reads).size).toBe(1_001);
    reads = [];
    await clock.advance(30_000);
    expect(reads).toEqual([]);
    await store({ kind: 'book', job: 'open' }, converting(), 2);
    await store({ kind: 'book', job: 'over-7' }, reading(), 2);
    await clock.advance(30_000);
    expect(reads).toEqual(['open', 'over-7']);
    end.abort();
    await running;
  });

  it('tells running books the slots and nodes that speak their profile and take work', async () => {
    await node('a');
    await node('b', { slots: 3 });
    await node('cordoned', { state: 'cordoned' });
    await node('draining', { state: 'draining' });
    await node('other', { profiles: [{ id: 'p2' }] });
    await node('web', { slots: 0 });
    await store({ kind: 'book', job: 'open' }, converting());
    await store({ kind: 'book', job: 'held' }, paused(converting()));
    await store({ kind: 'book', job: 'knows' }, tellBookActor(converting(), fleet(5, 2)).state);
    await store({ kind: 'book', job: 'over' }, completed());
    const running = start();
    await clock.advance(2 * SWEEP_MS);
    const news = { type: 'FleetChanged', slots: 5, nodes: 2 };
    expect(await told()).toEqual([
      ['open', news],
      ['held', news],
    ]);
    end.abort();
    await running;
  });

  it('leaves the Books of newer hosts to those, whatever stands in them', async () => {
    await node('a');
    await store({ kind: 'book', job: 'newer' }, { phase: 'new', order: null }, 1, 1);
    await store({ kind: 'book', job: 'open' }, converting());
    const running = start();
    await clock.advance(2 * SWEEP_MS);
    expect((await told()).map(([job]) => job)).toEqual(['open']);
    end.abort();
    await running;
  });

  it('says once what a book has not taken in yet, and again when it took a turn without learning it', async () => {
    await store({ kind: 'book', job: 'open' }, converting());
    await node('a');
    const running = start();
    await clock.advance(2 * SWEEP_MS);
    expect(await told()).toHaveLength(1);
    await store({ kind: 'book', job: 'open' }, reading(), 2);
    await node('a');
    await clock.advance(SWEEP_MS);
    expect(await told()).toEqual([['open', { type: 'FleetChanged', slots: 2, nodes: 1 }]]);
    end.abort();
    await running;
  });

  it('leaves paused books alone, and asks running ones about lost work', async () => {
    await store({ kind: 'book', job: 'open' }, tellBookActor(reading(), fleet(0, 0)).state);
    await store({ kind: 'book', job: 'held' }, paused(tellBookActor(reading(), fleet(0, 0)).state));
    const running = start();
    await clock.advance(2 * MINUTE_MS);
    expect(await told()).toEqual([['open', { type: 'Reconcile', present: [] }]]);
    end.abort();
    await running;
  });

  it('wakes tombstones for what came late, and after a day to go', async () => {
    await store({ kind: 'book', job: 'gone' }, removed());
    const running = start();
    await clock.advance(59 * MINUTE_MS);
    expect(await told()).toEqual([]);
    await clock.advance(2 * MINUTE_MS);
    expect(await told()).toEqual([['gone', { type: 'Wake' }]]);
    await store({ kind: 'book', job: 'gone' }, tellBookActor(removed(), { type: 'Wake' }).state, 2);
    await clock.advance(DAY_MS - MINUTE_MS);
    expect(await told()).toEqual([]);
    await clock.advance(2 * MINUTE_MS);
    expect((await told()).map(([job]) => job)).toContain('gone');
    end.abort();
    await running;
  });
});
