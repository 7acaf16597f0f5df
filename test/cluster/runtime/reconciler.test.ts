import { beforeEach, describe, expect, it } from 'vitest';
import { PassingFault } from '../../../src/cluster/memory/index.js';
import type { Checkpoint } from '../../../src/cluster/ports/index.js';
import { type ReconcilerSpec, runReconciler } from '../../../src/cluster/runtime/reconciler.js';
import { alarmSweeper, staleSweeper } from '../../../src/cluster/runtime/sweepers.js';
import type { Address } from '../../../src/core/index.js';
import { counter } from './counter.js';
import { type CounterHouse, createCounterHouse, SUM } from './counter-house.js';
import { createManualClock, type ManualClock } from './manual-clock.js';

const EVERY_MS = 5_000;
const STALE_MS = 60_000;
const BORN = 36;

describe('the reconciler', () => {
  let clock: ManualClock;
  let house: CounterHouse;
  let end: AbortController;

  beforeEach(() => {
    clock = createManualClock();
    house = createCounterHouse(clock);
    end = new AbortController();
  });

  const put = async (address: Address, change: Partial<Checkpoint> = {}): Promise<void> => {
    const stored = await house.cluster.checkpoints.load(address);
    const fresh: Checkpoint = {
      summary: {},
      kind: address.kind,
      schemaVersion: 1,
      born: BORN,
      turn: 3,
      wakeAt: null,
      updatedAt: clock.now(),
      state: counter.initial(address),
      last: null,
      recent: [],
    };
    const base = stored?.checkpoint ?? fresh;
    await house.cluster.checkpoints.save(address, { ...base, ...change }, stored?.revision ?? null);
  };
  const spec = (name: 'alarm' | 'stale'): ReconcilerSpec => ({
    kinds: ['counter'],
    everyMs: EVERY_MS,
    sweepers: [
      {
        alarm: alarmSweeper(house.behaviors),
        stale: staleSweeper(house.behaviors, {
          staleMs: STALE_MS,
          isWaiting: { counter: ({ summary }) => summary['phase'] === 'waiting' },
        }),
      }[name],
    ],
  });
  const run = (what: ReconcilerSpec, node = 'node-a') => runReconciler(what, { ...house, node }, end.signal);
  const mail = async (): Promise<{ id: string; to: Address; message: unknown }[]> => {
    const found = [];
    while (house.cluster.mail.depth > 0) {
      const delivery = await house.cluster.mail.take('counter', 0, 0, new AbortController().signal);
      const { id, to, message } = JSON.parse(new TextDecoder().decode(delivery?.payload));
      found.push({ id, to, message });
      await delivery?.ack();
    }
    return found;
  };
  const stop = async (running: Promise<void>): Promise<void> => {
    end.abort();
    await running;
  };

  it('wakes whose alarm is due, once', async () => {
    const due = clock.now() + 7_000;
    await put(SUM, { wakeAt: due });
    await put({ kind: 'counter', job: 'sum-0002' });
    const running = run(spec('alarm'));
    await clock.advance(EVERY_MS);
    expect(await mail()).toEqual([]);
    await clock.advance(3 * EVERY_MS);
    expect(await mail()).toEqual([{ id: `wake:counter/sum-0001@10#3@${due}`, to: SUM, message: { type: 'Wake' } }]);
    await put(SUM, { turn: 4, wakeAt: due + 1 });
    await clock.advance(EVERY_MS);
    expect((await mail()).map(({ id }) => id)).toEqual([`wake:counter/sum-0001@10#4@${due + 1}`]);
    await stop(running);
  });

  it('tells what is present to who has waited in silence, once per turn', async () => {
    const waiting = { phase: 'waiting' };
    await put(SUM, { summary: waiting });
    await put({ kind: 'counter', job: 'sum-0002' }, { summary: { phase: 'completed' } });
    await house.cluster.work.enqueue(
      {
        class: 'media',
        priority: 'p1',
        job: SUM.job,
        chapter: 'ch-002',
        item: 'join',
        attempt: 2,
        replyTo: SUM,
        task: { type: 'join' },
      },
      'ask',
    );
    const running = run(spec('stale'));
    await clock.advance(STALE_MS - EVERY_MS);
    expect(await mail()).toEqual([]);
    await clock.advance(4 * EVERY_MS);
    expect(await mail()).toEqual([
      { id: 'reconcile:counter/sum-0001@10#3', to: SUM, message: { type: 'Reconcile', present: ['ch-002/join/2'] } },
    ]);
    await put(SUM, { turn: 4, updatedAt: clock.now() });
    await clock.advance(STALE_MS - EVERY_MS);
    expect(await mail()).toEqual([]);
    await clock.advance(2 * EVERY_MS);
    expect((await mail()).map(({ id }) => id)).toEqual(['reconcile:counter/sum-0001@10#4']);
    await stop(running);
  });

  it('runs on one host at a time; another takes over when that one is gone', async () => {
    const swept: string[] = [];
    const specOf = (node: string): ReconcilerSpec => ({
      kinds: ['counter'],
      everyMs: EVERY_MS,
      sweepers: [
        async () => {
          swept.push(node);
          return [];
        },
      ],
    });
    await put(SUM);
    const first = run(specOf('a'), 'a');
    await clock.advance(1);
    const others = new AbortController();
    const second = runReconciler(specOf('b'), { ...house, node: 'b' }, others.signal);
    await clock.advance(4 * EVERY_MS);
    expect(new Set(swept)).toEqual(new Set(['a']));
    await stop(first);
    await clock.advance(2 * EVERY_MS);
    expect(swept.at(-1)).toBe('b');
    others.abort();
    await second;
  });

  it('takes over from a host that went silent without a word', async () => {
    await put(SUM, { wakeAt: clock.now() });
    await house.cluster.leases.acquire('reconciler', 'dead', 3 * EVERY_MS, clock.now());
    const running = run(spec('alarm'));
    await clock.advance(2 * EVERY_MS);
    expect(await mail()).toEqual([]);
    await clock.advance(2 * EVERY_MS);
    expect(await mail()).toHaveLength(1);
    await stop(running);
  });

  it('goes on after passing trouble and ends with a fatal error', async () => {
    await put(SUM, { wakeAt: clock.now() });
    const { list } = house.cluster.checkpoints;
    let error: Error | null = new PassingFault('no answer');
    house.cluster.checkpoints.list = async (kind, job) => {
      if (error !== null) throw error;
      return list.call(house.cluster.checkpoints, kind, job);
    };
    const running = run(spec('alarm'));
    const ended = expect(running).rejects.toThrow('forbidden');
    await clock.advance(EVERY_MS);
    error = null;
    await clock.advance(2 * EVERY_MS);
    expect(await mail()).toHaveLength(1);
    error = new Error('forbidden');
    await clock.advance(EVERY_MS);
    await ended;
    expect(house.telemetry.types()).toContain('trouble');
  });
});
