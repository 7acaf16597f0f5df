import { describe, expect, it } from 'vitest';
import {
  type ClusterFacts,
  envelopeTo,
  eventually,
  freshJob,
  leaseRunsOut,
  leaseTestTimeout,
  type MailboxProbe,
  type MakeCluster,
  openMailbox,
  PATIENCE_MS,
  readEnvelope,
  SILENCE_MS,
  TOPOLOGY_FACTS,
  until,
  useCluster,
} from './cluster-under-test.js';

const NAK_DELAY_MS = 1_500;
/** Enough actors that not all of them share a partition. */
const MAX_TRIES = 40;

/** What every adapter of `Mailboxes` promises. */
export function describeMailboxes(name: string, makeCluster: MakeCluster, facts: ClusterFacts = TOPOLOGY_FACTS): void {
  describe(`mailboxes: ${name}`, () => {
    const cluster = useCluster(makeCluster, facts);
    const open = (chapter?: string) =>
      openMailbox(cluster(), { kind: 'counter', job: freshJob(), ...(chapter === undefined ? {} : { chapter }) });

    it('delivers the envelope that was posted, as JSON', async () => {
      const to = await open('ch-007');
      const envelope = envelopeTo(to.address, { type: 'Add', n: 1, text: 'ünï – 漢' }, `${to.address.job}-a`, 42);
      await cluster().mail.post(envelope);
      const delivery = await to.take();
      expect(readEnvelope(delivery)).toEqual(envelope);
      expect(delivery.deliveryCount).toBe(1);
      await delivery.ack();
    });

    it('keeps the order of an actor and delivers what is acknowledged once', async () => {
      const to = await open();
      const ids = Array.from({ length: 12 }, (_, index) => `${to.address.job}-${index}`);
      for (const id of ids) await to.post(id);
      expect(await takeAll(to, ids.length)).toEqual(ids);
      await to.expectSilence();
    });

    it('waits for mail that comes later', async () => {
      const to = await open();
      const coming = to.take();
      await to.post(`${to.address.job}-late`);
      const delivery = await coming;
      expect(readEnvelope(delivery).id).toBe(`${to.address.job}-late`);
      await delivery.ack();
    });

    it('gives a partition out one at a time', async () => {
      const to = await open();
      await to.post(`${to.address.job}-1`);
      await to.post(`${to.address.job}-2`);
      const first = await to.take();
      await to.expectSilence();
      await first.ack();
      const second = await to.take();
      expect(readEnvelope(second).id).toBe(`${to.address.job}-2`);
      await second.ack();
    });

    it('serves other partitions meanwhile', async () => {
      const one = await open();
      const other = await openElsewhere(open, one.partition);
      await one.post(`${one.address.job}-held`);
      const held = await one.take();
      await other.post(`${other.address.job}-free`);
      const free = await other.take();
      expect(readEnvelope(free).to).toEqual(other.address);
      await Promise.all([held.ack(), free.ack()]);
    });

    it('delivers again what was handed back, before anything behind it', async () => {
      const to = await open();
      await to.post(`${to.address.job}-1`);
      await to.post(`${to.address.job}-2`);
      await (await to.take()).nak(0);
      const again = await to.take();
      expect(readEnvelope(again).id).toBe(`${to.address.job}-1`);
      expect(again.deliveryCount).toBe(2);
      await again.ack();
      await (await to.take()).ack();
    });

    it('waits out the delay of a nak', async () => {
      const to = await open();
      await to.post(`${to.address.job}-1`);
      await (await to.take()).nak(NAK_DELAY_MS);
      await to.expectSilence();
      const again = await to.take();
      expect(again.deliveryCount).toBe(2);
      await again.ack();
    });

    it('never delivers again what was terminated', async () => {
      const to = await open();
      await to.post(`${to.address.job}-bad`);
      await to.post(`${to.address.job}-good`);
      await (await to.take()).terminate('not understood');
      const next = await to.take();
      expect(readEnvelope(next).id).toBe(`${to.address.job}-good`);
      await next.ack();
      await to.expectSilence();
    });

    it('stores an id once, waiting or done', async () => {
      const to = await open();
      await to.post(`${to.address.job}-1`);
      await to.post(`${to.address.job}-1`);
      await (await to.take()).ack();
      await to.post(`${to.address.job}-1`);
      await to.expectSilence();
    });

    it('gives up waiting when asked to', async () => {
      const stop = new AbortController();
      const to = await open();
      const waiting = cluster().mail.take('counter', to.partition, 10 * PATIENCE_MS, stop.signal);
      stop.abort();
      expect(await waiting).toBeNull();
      expect(await cluster().mail.take('counter', to.partition, 10 * PATIENCE_MS, stop.signal)).toBeNull();
      await to.post(`${to.address.job}-after`);
      await (await to.take()).ack();
    });

    it(
      'delivers again when the holder falls silent',
      async () => {
        const to = await open();
        await to.post(`${to.address.job}-1`);
        const lost = await to.take();
        await leaseRunsOut(facts, facts.mailLeaseMs);
        const again = await to.take();
        expect(readEnvelope(again)).toEqual(readEnvelope(lost));
        expect(again.deliveryCount).toBe(2);
        await again.ack();
        await to.expectSilence();
      },
      leaseTestTimeout(facts.mailLeaseMs),
    );

    it('tells whose mail is waiting, the oldest of each, until it is settled', async () => {
      const to = await open('ch-003');
      const before = facts.now();
      const { job } = to.address;
      const { mail } = cluster();
      expect(await mail.waiting('counter', job)).toEqual([]);
      await to.post(`${job}-1`, { type: 'Add', n: 1 });
      await to.post(`${job}-2`, { type: 'Add', n: 2 });
      const waiting = await mail.waiting('counter', job);
      expect(waiting).toMatchObject([{ to: to.address, message: { type: 'Add', n: 1 } }]);
      expect(Math.abs((waiting[0]?.since ?? 0) - before)).toBeLessThan(PATIENCE_MS);
      expect((await mail.waiting('counter')).map((one) => one.to)).toContainEqual(to.address);
      expect(await mail.waiting('book', job)).toEqual([]);
      expect(await takeAll(to, 2)).toHaveLength(2);
      await eventually(facts, async () => (await mail.waiting('counter', job)).length === 0 || null);
    });

    it('keeps kinds apart', async () => {
      const to = await open();
      await to.post(`${to.address.job}-1`);
      expect(await cluster().mail.take('book', to.partition, SILENCE_MS, until())).toBeNull();
      await (await to.take()).ack();
    });
  });
}

async function takeAll(to: MailboxProbe, count: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const delivery = await to.take();
    ids.push(readEnvelope(delivery).id);
    await delivery.ack();
  }
  return ids;
}

async function openElsewhere(open: () => Promise<MailboxProbe>, partition: number): Promise<MailboxProbe> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const probe = await open();
    if (probe.partition !== partition) return probe;
  }
  throw new Error('all actors share one partition');
}
