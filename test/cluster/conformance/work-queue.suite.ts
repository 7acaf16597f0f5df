import { describe, expect, it } from 'vitest';
import type { WorkLease } from '../../../src/cluster/ports/index.js';
import { type WorkClass, type WorkItem, workId } from '../../../src/core/index.js';
import {
  type ClusterFacts,
  eventually,
  expectNoWork,
  freshClass,
  freshJob,
  itemOf,
  leaseRunsOut,
  leaseTestTimeout,
  type MakeCluster,
  PATIENCE_MS,
  pullOne,
  queued,
  TOPOLOGY_FACTS,
  until,
  useCluster,
} from './cluster-under-test.js';

const NAK_DELAY_MS = 1_500;
/** Of a lease; three of them are longer than one lease. */
const BEAT_SHARE = 0.45;

/** What every adapter of `WorkQueue` promises. */
export function describeWorkQueue(name: string, makeCluster: MakeCluster, facts: ClusterFacts = TOPOLOGY_FACTS): void {
  describe(`work queue: ${name}`, () => {
    const cluster = useCluster(makeCluster, facts);

    const offered = async (): Promise<WorkClass> => {
      const workClass = freshClass();
      await cluster().work.offer(workClass);
      return workClass;
    };
    const put = (item: WorkItem, publishId = `put-${workId(item)}`) => cluster().work.enqueue(item, publishId);

    it('delivers an item whole', async () => {
      const workClass = await offered();
      const item = itemOf({ class: workClass, job: freshJob(), task: { type: 'count', text: 'ünï – 漢', n: [1, 2] } });
      expect(await put(item)).toBe('queued');
      const lease = await pullOne(cluster(), workClass);
      expect(lease.item).toEqual(item);
      expect(lease.deliveryCount).toBe(1);
      await lease.ack();
      await expectNoWork(cluster(), workClass);
    });

    it('may be offered again', async () => {
      const workClass = await offered();
      await put(itemOf({ class: workClass, job: freshJob() }));
      await cluster().work.offer(workClass);
      await (await pullOne(cluster(), workClass)).ack();
      await expectNoWork(cluster(), workClass);
    });

    it('beats more than twice per lease', () => {
      expect(cluster().work.beatEveryMs * 2).toBeLessThan(facts.workLeaseMs);
    });

    it('gives p0 before p1 before p2, and the oldest of a priority first', async () => {
      const workClass = await offered();
      const job = freshJob();
      const orders = [
        ['p2', '0001'],
        ['p1', '0002'],
        ['p0', '0003'],
        ['p2', '0004'],
        ['p1', '0005'],
        ['p0', '0006'],
      ] as const;
      for (const [priority, item] of orders) await put(itemOf({ class: workClass, job, priority, item }));
      const got: string[] = [];
      for (const _ of orders) {
        const lease = await pullOne(cluster(), workClass);
        got.push(lease.item.item);
        await lease.ack();
      }
      expect(got).toEqual(['0003', '0006', '0002', '0005', '0001', '0004']);
    });

    it('gives what is urgent, and nothing else, to who asks for that', async () => {
      const workClass = await offered();
      const job = freshJob();
      expect(await cluster().work.pullUrgent(workClass)).toBeNull();
      await put(itemOf({ class: workClass, job, item: '0001' }));
      await put(itemOf({ class: workClass, job, item: '0002', priority: 'p2' }));
      expect(await cluster().work.pullUrgent(workClass)).toBeNull();
      await put(itemOf({ class: workClass, job, item: '0003', priority: 'p0' }));
      const urgent = await cluster().work.pullUrgent(workClass);
      expect(urgent?.item.item).toBe('0003');
      expect(await cluster().work.pullUrgent(workClass)).toBeNull();
      await urgent?.ack();
      for (const item of ['0001', '0002']) {
        const lease = await pullOne(cluster(), workClass);
        expect(lease.item.item).toBe(item);
        await lease.ack();
      }
    });

    it('keeps classes apart', async () => {
      const [one, other] = [await offered(), await offered()];
      await put(itemOf({ class: one, job: freshJob() }));
      await expectNoWork(cluster(), other);
      await (await pullOne(cluster(), one)).ack();
    });

    it('hands an item that comes later to the one who waits', async () => {
      const workClass = await offered();
      for (const priority of ['p0', 'p1', 'p2'] as const) {
        const coming = pullOne(cluster(), workClass);
        await put(itemOf({ class: workClass, job: freshJob(), priority }));
        await (await coming).ack();
      }
    });

    it('gives up waiting when asked to, and loses nothing by it', async () => {
      const workClass = await offered();
      const stop = new AbortController();
      const waiting = cluster().work.pull(workClass, 10 * PATIENCE_MS, stop.signal);
      stop.abort();
      expect(await waiting).toBeNull();
      expect(await cluster().work.pull(workClass, 10 * PATIENCE_MS, stop.signal)).toBeNull();
      await put(itemOf({ class: workClass, job: freshJob() }));
      await (await pullOne(cluster(), workClass)).ack();
    });

    it('has an item at most once: queued, leased or done', async () => {
      const workClass = await offered();
      const item = itemOf({ class: workClass, job: freshJob() });
      expect(await put(item, `${item.job}-ask`)).toBe('queued');
      expect(await put(item, `${item.job}-ask`)).toBe('already');
      expect(await put(item, `${item.job}-ask-otherwise`)).toBe('already');
      const lease = await pullOne(cluster(), workClass);
      expect(await put(item, `${item.job}-ask-while-leased`)).toBe('already');
      await lease.ack();
      expect(await put(item, `${item.job}-ask`)).toBe('already');
      await expectNoWork(cluster(), workClass);
    });

    it('takes another attempt as another item', async () => {
      const workClass = await offered();
      const job = freshJob();
      expect(await put(itemOf({ class: workClass, job, attempt: 1 }))).toBe('queued');
      expect(await put(itemOf({ class: workClass, job, attempt: 2 }))).toBe('queued');
      const attempts = [await pullOne(cluster(), workClass), await pullOne(cluster(), workClass)];
      expect(attempts.map((lease) => lease.item.attempt)).toEqual([1, 2]);
      for (const lease of attempts) await lease.ack();
    });

    it('gives every item to one of many pullers', async () => {
      const workClass = await offered();
      const job = freshJob();
      const items = Array.from({ length: 24 }, (_, index) => String(index).padStart(4, '0'));
      await Promise.all(items.map((item) => put(itemOf({ class: workClass, job, item }))));
      const got: string[] = [];
      const pullUntilEmpty = async (): Promise<void> => {
        while (got.length < items.length) {
          const lease = await cluster().work.pull(workClass, 300, until());
          if (lease === null) continue;
          got.push(lease.item.item);
          await lease.ack();
        }
      };
      await Promise.all([pullUntilEmpty(), pullUntilEmpty(), pullUntilEmpty()]);
      expect(got.toSorted()).toEqual(items);
    });

    it('delivers at once what was handed back without a delay', async () => {
      const workClass = await offered();
      await put(itemOf({ class: workClass, job: freshJob() }));
      await (await pullOne(cluster(), workClass)).nak(0);
      const again = await pullOne(cluster(), workClass);
      expect(again.deliveryCount).toBe(2);
      await again.ack();
    });

    it('waits out the delay of a nak and gives other items meanwhile', async () => {
      const workClass = await offered();
      const job = freshJob();
      await put(itemOf({ class: workClass, job, item: '0001' }));
      await put(itemOf({ class: workClass, job, item: '0002' }));
      await (await pullOne(cluster(), workClass)).nak(NAK_DELAY_MS);
      const meanwhile = await pullOne(cluster(), workClass);
      expect(meanwhile.item.item).toBe('0002');
      await meanwhile.ack();
      await expectNoWork(cluster(), workClass);
      const again = await pullOne(cluster(), workClass);
      expect(again.item.item).toBe('0001');
      await again.ack();
    });

    it(
      'keeps a beaten lease and delivers a silent one again',
      async () => {
        const workClass = await offered();
        await put(itemOf({ class: workClass, job: freshJob() }));
        const lease = await pullOne(cluster(), workClass);
        for (let beats = 0; beats < 3; beats++) {
          await facts.pass(facts.workLeaseMs * BEAT_SHARE);
          lease.beat();
        }
        await expectNoWork(cluster(), workClass);
        await leaseRunsOut(facts, facts.workLeaseMs);
        const again = await pullOne(cluster(), workClass);
        expect(again.item).toEqual(lease.item);
        expect(again.deliveryCount).toBeGreaterThan(1);
        await again.ack();
      },
      leaseTestTimeout(3 * facts.workLeaseMs),
    );

    it('withdraws the queued items of a chapter or a job, no others', async () => {
      const workClass = await offered();
      const [job, other] = [freshJob(), freshJob()];
      await put(itemOf({ class: workClass, job, chapter: 'ch-001' }));
      await put(itemOf({ class: workClass, job, chapter: 'ch-002', priority: 'p0' }));
      await put(itemOf({ class: workClass, job, chapter: 'book', item: 'read' }));
      await put(itemOf({ class: workClass, job: other }));
      await cluster().work.withdraw(job, 'ch-001');
      expect([...(await cluster().work.present(job))].toSorted()).toEqual(['book/read/1', 'ch-002/0001/1']);
      await cluster().work.withdraw(job);
      expect((await cluster().work.present(job)).size).toBe(0);
      const left = await pullOne(cluster(), workClass);
      expect(left.item.job).toBe(other);
      await left.ack();
      await expectNoWork(cluster(), workClass);
    });

    it('lets the holder of a withdrawn item settle it in peace', async () => {
      const workClass = await offered();
      const job = freshJob();
      await put(itemOf({ class: workClass, job }));
      const lease = await pullOne(cluster(), workClass);
      await cluster().work.withdraw(job);
      expect((await cluster().work.present(job)).size).toBe(0);
      lease.beat();
      await lease.ack();
      await expectNoWork(cluster(), workClass);
      expect((await cluster().work.present(job)).size).toBe(0);
    });

    it('tells what of a job is queued or leased, and how much there is in all', async () => {
      const workClass = await offered();
      const job = freshJob();
      const before = await queued(cluster());
      await put(itemOf({ class: workClass, job, item: '0001' }));
      await put(itemOf({ class: workClass, job, item: '0002', attempt: 3 }));
      await put(itemOf({ class: workClass, job: freshJob(), item: '0003' }));
      const leases: WorkLease[] = [await pullOne(cluster(), workClass)];
      expect([...(await cluster().work.present(job))].toSorted()).toEqual(['ch-001/0001/1', 'ch-001/0002/3']);
      expect(await queued(cluster())).toBe(before + 3);
      leases.push(await pullOne(cluster(), workClass), await pullOne(cluster(), workClass));
      for (const lease of leases) await lease.ack();
      await eventually(facts, async () => (await queued(cluster())) === before || null);
      expect((await cluster().work.present(job)).size).toBe(0);
    });

    it('tells how much there is of each class and priority, and since when', async () => {
      const workClass = await offered();
      const [job, at] = [freshJob(), facts.now()];
      const depths = async () => (await cluster().work.depths()).filter((depth) => depth.class === workClass);
      expect(await depths()).toEqual([]);
      for (const item of ['0001', '0002', '0003']) await put(itemOf({ class: workClass, job, item }));
      await put(itemOf({ class: workClass, job, item: '0004', priority: 'p2' }));
      await (await pullOne(cluster(), workClass)).nak(0);
      const lease = await pullOne(cluster(), workClass);
      const found = (await depths()).toSorted((a, b) => (a.priority < b.priority ? -1 : 1));
      expect(found).toMatchObject([
        { priority: 'p1', waiting: 2, leased: 1, redelivered: 1 },
        { priority: 'p2', waiting: 1, leased: 0, redelivered: 0 },
      ]);
      for (const { oldestAt } of found) expect(Math.abs((oldestAt ?? 0) - at)).toBeLessThan(PATIENCE_MS);
      await lease.ack();
      await cluster().work.withdraw(job);
      await eventually(facts, async () => (await depths()).length === 0 || null);
    });

    it('counts what no node can take', async () => {
      const workClass = freshClass();
      const job = freshJob();
      await put(itemOf({ class: workClass, job }));
      const mine = (await cluster().work.depths()).filter((depth) => depth.class === workClass);
      expect(mine).toMatchObject([{ waiting: 1, leased: 0 }]);
      await cluster().work.withdraw(job);
    });
  });
}
