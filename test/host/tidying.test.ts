import { describe, expect, it } from 'vitest';
import { createMemoryCluster } from '../../src/cluster/memory/index.js';
import type { LifecycleEvent, ObjectStore } from '../../src/cluster/ports/index.js';
import { keepTidy } from '../../src/host/tidying.js';
import { createManualClock } from '../cluster/runtime/manual-clock.js';

const MINUTE_MS = 60_000;

/** Two hosts on one cluster, and what they swept: which store, and how long it must have been left alone. */
function twoHosts() {
  const clock = createManualClock();
  const cluster = createMemoryCluster({ clock });
  const swept: { node: string; store: string; untouchedMs: number }[] = [];
  const told: LifecycleEvent[] = [];
  const state = { broken: false };
  const ending = new AbortController();
  const start = (node: string): Promise<void> => {
    const watched = (store: 'books' | 'audio'): Pick<ObjectStore, 'sweep'> => ({
      sweep: async (untouchedSince) => {
        if (state.broken) throw new Error('no answer');
        swept.push({ node, store, untouchedMs: clock.now() - untouchedSince });
        return 0;
      },
    });
    const books = Object.assign(Object.create(cluster.books), watched('books')) as ObjectStore;
    const audio = Object.assign(Object.create(cluster.audio), watched('audio')) as ObjectStore;
    const { leases } = cluster;
    return keepTidy({ leases, books, audio }, node, clock, { emit: (event) => told.push(event) }, ending.signal);
  };
  return { clock, swept, told, state, ending, start };
}

describe('tidying', () => {
  it('is done by one host at a time, now and then, and takes only what was left alone for an hour', async () => {
    const { clock, swept, ending, start } = twoHosts();
    const both = [start('a'), start('b')];
    await clock.advance(MINUTE_MS);
    expect(swept).toEqual([
      { node: 'a', store: 'books', untouchedMs: 60 * MINUTE_MS },
      { node: 'a', store: 'audio', untouchedMs: 60 * MINUTE_MS },
    ]);
    await clock.advance(10 * MINUTE_MS);
    expect(swept).toHaveLength(4);
    ending.abort();
    await Promise.all(both);
  });

  it('says what went wrong and tries again', async () => {
    const { clock, swept, told, state, ending, start } = twoHosts();
    state.broken = true;
    const tidying = start('a');
    await clock.advance(MINUTE_MS);
    expect(told).toEqual([{ type: 'trouble', where: 'tidying', reason: 'no answer' }]);
    state.broken = false;
    await clock.advance(10 * MINUTE_MS);
    expect(swept).toHaveLength(2);
    ending.abort();
    await tidying;
  });
});
