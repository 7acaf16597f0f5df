import { describe, expect, it } from 'vitest';
import { createMemoryCluster } from '../../src/cluster/memory/index.js';
import { digestOfOrder, orderOnce } from '../../src/library/order-key.js';
import { createManualClock } from '../cluster/runtime/manual-clock.js';

const DAY_MS = 24 * 3_600_000;
const NOON = Date.UTC(2026, 10, 28, 12);

/** Orders that are counted. */
function shop() {
  const cluster = createMemoryCluster({ clock: createManualClock() });
  let orders = 0;
  const order = async () => ({ job: `a-tale-000${++orders}` });
  return {
    records: cluster.records,
    order: (key: string, digest = 'book', at = NOON, work: () => Promise<{ job: string }> = order) =>
      orderOnce(cluster, at, key, digest, work),
    orders: () => orders,
  };
}

describe('an order with a key', () => {
  it('is made once, however often it is asked for', async () => {
    const { order, orders } = shop();
    expect(await order('k')).toEqual({ job: 'a-tale-0001' });
    expect(await order('k')).toEqual({ job: 'a-tale-0001', known: true });
    expect(await order('k', 'book', NOON + DAY_MS - 1)).toEqual({ job: 'a-tale-0001', known: true });
    expect(await order('other')).toEqual({ job: 'a-tale-0002' });
    expect(orders()).toBe(2);
  });

  it('is refused where the key stands for another one', async () => {
    const { order, orders } = shop();
    await order('k');
    await expect(order('k', 'another book')).rejects.toMatchObject({ code: 'E2A-6010', exitCode: 2 });
    expect(orders()).toBe(1);
  });

  it('that broke off is made by who asks again', async () => {
    const { order } = shop();
    const broken = () => Promise.reject(new Error('the line was cut'));
    await expect(order('k', 'book', NOON, broken)).rejects.toThrow('cut');
    expect(await order('k')).toEqual({ job: 'a-tale-0001' });
  });

  it('is forgotten after a day, and leaves nothing behind', async () => {
    const { order, records } = shop();
    await order('k');
    expect(await order('k', 'another book', NOON + 2 * DAY_MS)).toEqual({ job: 'a-tale-0002' });
    expect(await records.list('library/')).toHaveLength(1);
  });

  it.each([[''], ['x'.repeat(201)]])('needs a key: %j', async (key) => {
    await expect(shop().order(key)).rejects.toMatchObject({ code: 'E2A-5001' });
  });

  it('is the same whatever the order of its wishes', () => {
    const book = { path: null, fileName: 'a.epub', bytes: new Uint8Array([1]) };
    const digest = digestOfOrder(book, { voice: 'joe', chapters: '1' });
    expect(digestOfOrder(book, { chapters: '1', voice: 'joe', engine: undefined })).toBe(digest);
    expect(digestOfOrder(book, { voice: 'joe' })).not.toBe(digest);
    expect(digestOfOrder({ ...book, bytes: new Uint8Array([2]) }, { voice: 'joe', chapters: '1' })).not.toBe(digest);
  });
});
