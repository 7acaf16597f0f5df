import { beforeEach, describe, expect, it } from 'vitest';
import { type Client, createClient, type WatchUpdate } from '../../src/client/index.js';
import { createMemoryCluster, type MemoryCluster } from '../../src/cluster/memory/index.js';
import { createManualClock, type ManualClock } from '../cluster/runtime/manual-clock.js';
import { cancelledBook, convertingBook, finishedBook, orderOf, store } from './book-in-cluster.js';

const JOB = 'a-tale-7f3a';
const ORDER = orderOf('7f3a');
const BOOK = { kind: 'book', job: JOB };

describe('looking on', () => {
  let clock: ManualClock;
  let cluster: MemoryCluster;
  let client: Client;
  let stop: AbortController;

  beforeEach(() => {
    clock = createManualClock();
    cluster = createMemoryCluster({ clock });
    client = createClient(cluster, clock);
    stop = new AbortController();
  });

  /** Collects what a watch yields. */
  function watching(afterTurn: number | null = null) {
    const updates: WatchUpdate[] = [];
    const ended = (async () => {
      for await (const update of client.watch(JOB, { signal: stop.signal, afterTurn })) updates.push(update);
    })();
    return { updates, ended, states: () => updates.map(({ status }) => status.state) };
  }

  const announce = (type: string) => cluster.events.announce({ job: JOB, type, text: type }, type, clock.now());

  describe('watch', () => {
    it('yields at once, and ends with a final state', async () => {
      await store(cluster, BOOK, finishedBook(JOB, ORDER));
      const watch = watching();
      await watch.ended;
      expect(watch.states()).toEqual(['completed']);
    });

    it('an event wakes it, long before the slow poll', async () => {
      await store(cluster, BOOK, convertingBook(JOB, ORDER));
      const watch = watching();
      await clock.advance(300);
      await announce('chapter-joined');
      await clock.advance(1);
      expect(watch.updates.map(({ events }) => events.map(({ type }) => type))).toEqual([[], ['chapter-joined']]);
      stop.abort();
      await watch.ended;
    });

    it('reads at most four times a second, however many events come', async () => {
      await store(cluster, BOOK, convertingBook(JOB, ORDER));
      const watch = watching();
      for (let n = 0; n < 100; n++) {
        await announce(`event-${n}`);
        await clock.advance(10);
      }
      expect(watch.updates.length).toBeGreaterThanOrEqual(4);
      expect(watch.updates.length).toBeLessThanOrEqual(5);
      await clock.advance(300);
      const seen = watch.updates.flatMap(({ events }) => events.map(({ type }) => type));
      expect(seen).toEqual(Array.from({ length: 100 }, (_, n) => `event-${n}`));
      stop.abort();
      await watch.ended;
    });

    it('sees the end without any event', async () => {
      await store(cluster, BOOK, convertingBook(JOB, ORDER));
      const watch = watching();
      await clock.advance(100);
      await store(cluster, BOOK, finishedBook(JOB, ORDER));
      await clock.advance(2_000);
      await watch.ended;
      expect(watch.states()).toEqual(['converting', 'completed']);
    });

    it('goes on by the slow poll when the event stream breaks', async () => {
      cluster.events.follow = () => {
        throw new Error('no events today');
      };
      await store(cluster, BOOK, convertingBook(JOB, ORDER));
      const watch = watching();
      await store(cluster, BOOK, finishedBook(JOB, ORDER));
      await clock.advance(2_000);
      await watch.ended;
      expect(watch.states().at(-1)).toBe('completed');
    });

    it('does not take the end of an older run for the end of this one', async () => {
      await store(cluster, BOOK, cancelledBook(JOB, ORDER), { turn: 5 });
      const watch = watching(5);
      await clock.advance(2_000);
      expect(new Set(watch.states())).toEqual(new Set(['new']));
      await store(cluster, BOOK, cancelledBook(JOB, ORDER), { turn: 8 });
      await clock.advance(2_000);
      await watch.ended;
      expect(watch.states().at(-1)).toBe('cancelled');
    });

    it('says what it waits for only when that lasts', async () => {
      const watch = watching();
      await clock.advance(2_900);
      expect(watch.updates.map(({ status }) => status.waitingFor)).toEqual([null, null]);
      await clock.advance(3_000);
      expect(watch.updates.at(-1)?.status.waitingFor).toBe('a node with the role book');
      stop.abort();
      await watch.ended;
    });

    it('ends when its caller stops looking, and leaves no follower behind', async () => {
      await store(cluster, BOOK, convertingBook(JOB, ORDER));
      for await (const { status } of client.watch(JOB, { signal: stop.signal })) {
        expect(status.state).toBe('converting');
        break;
      }
      const watch = watching();
      await clock.advance(10);
      stop.abort();
      await watch.ended;
      expect(watch.updates).toHaveLength(1);
    });
  });
});
