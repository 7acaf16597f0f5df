import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryCluster, type MemoryCluster } from '../../src/cluster/memory/index.js';
import { createOnce, type Once } from '../../src/web/once.js';
import { createManualClock, type ManualClock } from '../cluster/runtime/manual-clock.js';

const HOUR_MS = 3_600_000;

describe('what is done once for a key', () => {
  let clock: ManualClock;
  let cluster: MemoryCluster;
  let once: Once;
  let done: number;
  beforeEach(() => {
    clock = createManualClock();
    cluster = createMemoryCluster({ clock });
    once = createOnce(cluster, clock);
    done = 0;
  });
  const order = async () => ({ job: `job-${++done}` });
  const refused = (code: string) =>
    expect.objectContaining({ status: 409, failure: expect.objectContaining({ code }) });

  it('is answered again for a day, by any node, and is new after that', async () => {
    expect(await once.do('key', { book: 'a' }, order)).toEqual({ answer: { job: 'job-1' }, replayed: false });
    const elsewhere = createOnce(cluster, clock);
    expect(await elsewhere.do('key', { book: 'a' }, order)).toEqual({ answer: { job: 'job-1' }, replayed: true });
    await clock.advance(24 * HOUR_MS - 1);
    expect(await once.do('key', { book: 'a' }, order)).toMatchObject({ replayed: true });
    await clock.advance(1);
    expect(await once.do('key', { book: 'a' }, order)).toEqual({ answer: { job: 'job-2' }, replayed: false });
  });

  it('is refused for another request', async () => {
    await once.do('key', { book: 'a' }, order);
    await expect(once.do('key', { book: 'b' }, order)).rejects.toEqual(refused('E2A-6010'));
    expect(done).toBe(1);
  });

  it('two at once: one is done, the other told to wait', async () => {
    const both = await Promise.allSettled([once.do('key', {}, order), createOnce(cluster, clock).do('key', {}, order)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(done).toBe(1);
  });

  it('is free again when it failed', async () => {
    await expect(once.do('key', {}, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await once.do('key', {}, order)).toMatchObject({ replayed: false });
  });

  it('is free again when the node that did it died', async () => {
    void once.do('key', {}, () => new Promise<null>(() => undefined));
    await clock.advance(0);
    await expect(once.do('key', {}, order)).rejects.toEqual(refused('E2A-6009'));
    await clock.advance(10 * 60_000);
    expect(await once.do('key', {}, order)).toMatchObject({ replayed: false });
  });

  it('leaves nothing behind after a day, and no key that can be read', async () => {
    await once.do('my secret key', {}, order);
    expect(JSON.stringify(await cluster.records.list('web/'))).not.toContain('secret');
    await once.sweep();
    expect(await cluster.records.list('web/')).toHaveLength(1);
    await clock.advance(48 * HOUR_MS);
    await once.sweep();
    expect(await cluster.records.list('web/')).toEqual([]);
  });
});
