import { describe, expect, it } from 'vitest';
import type { PublishedEvent } from '../../../src/cluster/ports/index.js';
import { REAL_TIME } from '../conformance/index.js';
import { useLab } from './use-cluster.js';

const STREAM = 'E2A_EVENTS';
const KILLS = 2;

describe('events on a real server', () => {
  const lab = useLab({ syncAlways: true });
  const announce = (job: string, n: number, cluster = lab().cluster): Promise<void> =>
    cluster.events.announce({ job, type: 'told', text: `${n}` }, `${job}-${n}`, n);
  const upTo = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, n) => from + n);

  /** Reads until `last` has come. */
  async function read(job: string | null, after: number, last: number): Promise<readonly PublishedEvent[]> {
    const seen: PublishedEvent[] = [];
    for await (const event of lab().cluster.events.follow(job, new AbortController().signal, after)) {
      seen.push(event);
      if (event.at === last) break;
    }
    return seen;
  }

  it('come each once and in order to a reader whose server is killed again and again', async () => {
    const { server } = lab();
    const job = 'killed-0001';
    const reading = read(job, 0, 300);
    const telling = (async () => {
      for (const n of upTo(1, 300)) await announce(job, n);
    })();
    for (let kills = 0; kills < KILLS; kills++) {
      await REAL_TIME.pass(100);
      await server.kill();
      await server.start();
    }
    await telling;
    const seen = await reading;
    expect(seen.map(({ at }) => at)).toEqual(upTo(1, 300));
    for (const [place, { seq }] of seen.entries()) expect(seq).toBeGreaterThan(seen[place - 1]?.seq ?? 0);
  });

  it('come from another host, too, and to several readers', async () => {
    const other = await lab().join();
    const job = 'shared-0001';
    const after = await other.events.last();
    const readings = [read(job, after, 20), read(null, after, 20)];
    for (const n of upTo(1, 20)) await announce(job, n, other);
    for (const seen of await Promise.all(readings)) expect(seen.map(({ at }) => at)).toEqual(upTo(1, 20));
  });

  it('begin with the oldest kept, where older ones are gone', async () => {
    const job = 'trimmed-0001';
    const before = await lab().cluster.events.last();
    for (const n of upTo(1, 10)) await announce(job, n);
    await lab().jsm.streams.purge(STREAM, { seq: before + 7 });
    expect((await read(job, before, 10)).map(({ at }) => at)).toEqual(upTo(7, 10));
    expect((await read(job, 0, 10)).map(({ at }) => at)).toEqual(upTo(7, 10));
  });

  it('of somebody who writes them by hand are passed over, and what follows is seen', async () => {
    const { nc, cluster } = lab();
    const job = 'forged-0001';
    const after = await cluster.events.last();
    await announce(job, 1);
    const lie = JSON.stringify({ text: 'x', type: 'told', job: 'another-0001', at: new Date(0).toISOString() });
    await nc.request(`e2a.event.${job}.told`, lie);
    await nc.request(`e2a.event.${job}.told`, 'no JSON');
    await announce(job, 2);
    expect((await read(job, after, 2)).map(({ at }) => at)).toEqual([1, 2]);
  });

  it('leave nothing behind at the server when their readers go', async () => {
    const { jsm, cluster } = lab();
    await announce('left-0001', 1);
    for (let n = 0; n < 20; n++) {
      await read('left-0001', 0, 1);
      const stop = new AbortController();
      const next = cluster.events.follow(null, stop.signal)[Symbol.asyncIterator]().next();
      stop.abort();
      await next;
    }
    expect((await jsm.streams.info(STREAM)).state.consumer_count).toBe(0);
  });

  it('end for their readers when the connection is closed', async () => {
    const other = await lab().join();
    const next = other.events.follow(null, new AbortController().signal)[Symbol.asyncIterator]().next();
    await other.close();
    expect((await next).done).toBe(true);
  });
});
