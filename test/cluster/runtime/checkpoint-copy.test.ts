import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryCluster } from '../../../src/cluster/memory/index.js';
import type { ChangedCheckpoint, Checkpoint, CheckpointStore } from '../../../src/cluster/ports/index.js';
import { CheckpointCopy } from '../../../src/cluster/runtime/checkpoint-copy.js';
import type { Address } from '../../../src/core/index.js';
import { counter } from './counter.js';
import { createManualClock } from './manual-clock.js';

const MORE_THAN_KEPT = 10_003;
const REFRESHES = 60;

describe('the copy of the checkpoints', () => {
  let store: CheckpointStore;
  let copy: CheckpointCopy;
  /** Addresses read since the last look, by `changes` and by `load`. */
  let read: string[];
  const signal = new AbortController().signal;

  beforeEach(() => {
    store = createMemoryCluster({ clock: createManualClock() }).checkpoints;
    read = [];
    copy = new CheckpointCopy('counter', listeningTo(store));
  });

  const listeningTo = (inner: CheckpointStore): Pick<CheckpointStore, 'list' | 'changes' | 'load'> => ({
    list: (kind) => inner.list(kind),
    async *changes(kind, revision): AsyncGenerator<ChangedCheckpoint> {
      for await (const change of inner.changes(kind, revision)) {
        read.push(change.address.job);
        yield change;
      }
    },
    load: (address) => {
      read.push(address.job);
      return inner.load(address);
    },
  });
  const put = async (job: string, turn: number): Promise<void> => {
    const address: Address = { kind: 'counter', job };
    const checkpoint: Checkpoint = {
      summary: {},
      kind: 'counter',
      schemaVersion: 1,
      born: 0,
      turn,
      wakeAt: null,
      updatedAt: 0,
      state: counter.initial(address),
      last: null,
      recent: [],
    };
    await store.save(address, checkpoint, (await store.load(address))?.revision ?? null);
  };
  /** `<job>:<turn>` of every actor, and which were read for it. */
  const look = async (): Promise<{ seen: string[]; read: string[] }> => {
    read = [];
    await copy.refresh(signal);
    const seen: string[] = [];
    for await (const { address, checkpoint } of copy.actors()) seen.push(`${address.job}:${checkpoint.turn}`);
    return { seen: seen.toSorted(), read };
  };

  it('reads everything once, then what has changed', async () => {
    await put('a', 1);
    await put('b', 1);
    expect(await look()).toEqual({ seen: ['a:1', 'b:1'], read: ['a', 'b'] });
    expect(await look()).toEqual({ seen: ['a:1', 'b:1'], read: [] });
    await put('b', 2);
    await put('c', 1);
    expect(await look()).toEqual({ seen: ['a:1', 'b:2', 'c:1'], read: ['b', 'c'] });
  });

  it('forgets who was removed, and knows who was made again', async () => {
    await put('a', 1);
    await put('b', 7);
    await look();
    await store.remove({ kind: 'counter', job: 'b' });
    expect(await look()).toEqual({ seen: ['a:1'], read: [] });
    await put('b', 1);
    expect(await look()).toEqual({ seen: ['a:1', 'b:1'], read: ['b'] });
  });

  it('leaves out what cannot be read', async () => {
    await put('a', 1);
    let spoilt = false;
    const inner = listeningTo(store);
    copy = new CheckpointCopy('counter', {
      ...inner,
      async *changes(kind, revision): AsyncGenerator<ChangedCheckpoint> {
        yield* inner.changes(kind, revision);
        if (spoilt) yield { address: { kind: 'counter', job: 'a' }, checkpoint: null, revision: 9 };
      },
    });
    expect((await look()).seen).toEqual(['a:1']);
    spoilt = true;
    expect((await look()).seen).toEqual([]);
  });

  it('reads everything again after a while, in case the store went back in time', async () => {
    await put('a', 1);
    for (let n = 0; n < REFRESHES; n++) await look();
    expect(await look()).toEqual({ seen: ['a:1'], read: ['a'] });
    expect((await look()).read).toEqual([]);
  });

  it('keeps a bounded number and loads the others when they are looked at', async () => {
    for (let n = 0; n < MORE_THAN_KEPT; n++) await put(`job-${n}`, n);
    await look();
    const again = await look();
    expect(again.seen).toHaveLength(MORE_THAN_KEPT);
    expect(again.read).toEqual(['job-10000', 'job-10001', 'job-10002']);
    await store.remove({ kind: 'counter', job: 'job-5' });
    await store.remove({ kind: 'counter', job: 'job-10001' });
    await put('job-10002', 1);
    expect((await look()).read).toEqual(['job-10002', 'job-10000']);
  });

  it('goes on where it was told to stop', async () => {
    await put('a', 1);
    await put('b', 1);
    const stopped = new AbortController();
    stopped.abort();
    await copy.refresh(stopped.signal);
    expect(read).toEqual(['a']);
    expect(await look()).toEqual({ seen: ['a:1', 'b:1'], read: ['b'] });
  });
});
