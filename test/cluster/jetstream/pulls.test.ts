import { describe, expect, it } from 'vitest';
import type { WorkLease } from '../../../src/cluster/ports/index.js';
import type { WorkClass, WorkItem } from '../../../src/core/index.js';
import { eventually, itemOf, REAL_TIME, TOPOLOGY_FACTS } from '../conformance/index.js';
import { useLab } from './use-cluster.js';

/** Longer than the server's idle heartbeats would be: this is where a prefetching client starts to hoard. */
const BUSY_MS = 1_500;
const never = (): AbortSignal => new AbortController().signal;

describe('pulls', () => {
  const lab = useLab({}, { leases: { mailMs: 4_000, workMs: 4_000 } });
  const counter = { n: 0 };
  const offered = async (): Promise<WorkClass> => {
    const workClass: WorkClass = `speech-pull-${counter.n++}`;
    await lab().cluster.work.offer(workClass);
    return workClass;
  };
  const put = async (workClass: WorkClass, count: number, change: Partial<WorkItem> = {}): Promise<void> => {
    for (let n = 0; n < count; n++) {
      const item = itemOf({ class: workClass, job: `${workClass}-job`, item: String(n).padStart(4, '0'), ...change });
      await lab().cluster.work.enqueue(item, `${workClass}-${item.priority}-${n}`);
    }
  };
  const info = (workClass: WorkClass, priority = 'p1') =>
    lab().jsm.consumers.info('E2A_WORK', `${workClass}-${priority}`);

  it('hold one item however long it takes', async () => {
    const workClass = await offered();
    await put(workClass, 5);
    const lease = await lab().cluster.work.pull(workClass, 1_000, never());
    await REAL_TIME.pass(BUSY_MS);
    expect(await info(workClass)).toMatchObject({ num_ack_pending: 1, num_pending: 4, num_waiting: 0 });
    await lease?.ack();
  });

  it('leave no open pull behind when the first of several has brought something', async () => {
    const workClass = await offered();
    const coming = lab().cluster.work.pull(workClass, 20_000, never());
    await eventually(TOPOLOGY_FACTS, async () => (await info(workClass, 'p2')).num_waiting === 1 || null);
    await put(workClass, 1);
    await (await coming)?.ack();
    await put(workClass, 3, { priority: 'p0' });
    await put(workClass, 3, { priority: 'p2' });
    await REAL_TIME.pass(200);
    expect(await info(workClass, 'p0')).toMatchObject({ num_ack_pending: 0, num_pending: 3 });
    expect(await info(workClass, 'p2')).toMatchObject({ num_ack_pending: 0, num_pending: 3 });
  });

  it('hand back at once what came beside the first', async () => {
    const workClass = await offered();
    for (let n = 0; n < 10; n++) {
      const coming = lab().cluster.work.pull(workClass, 20_000, never());
      const at = { job: `${workClass}-${n}`, class: workClass };
      await Promise.all(
        (['p0', 'p1', 'p2'] as const).map((priority) =>
          lab().cluster.work.enqueue(itemOf({ ...at, priority, item: priority }), `${workClass}-${n}-${priority}`),
        ),
      );
      const leases: (WorkLease | null)[] = [await coming];
      for (let more = 0; more < 2; more++) leases.push(await lab().cluster.work.pull(workClass, 1_000, never()));
      expect(leases.map((lease) => lease?.item.item).toSorted()).toEqual(['p0', 'p1', 'p2']);
      for (const lease of leases) await lease?.ack();
    }
  });

  it('lose nothing to pulls that are given up all the time', async () => {
    const workClass = await offered();
    const done: string[] = [];
    const stop = new AbortController();
    const hasty = async (): Promise<void> => {
      while (!stop.signal.aborted) {
        const patience = new AbortController();
        setTimeout(() => patience.abort(), Math.random() * 10);
        const lease = await lab().cluster.work.pull(workClass, 5_000, patience.signal);
        if (lease) done.push(lease.item.item);
        await lease?.ack();
      }
    };
    const pullers = [hasty(), hasty(), hasty()];
    await put(workClass, 60);
    await eventually(TOPOLOGY_FACTS, () => done.length >= 60 || null);
    stop.abort();
    await Promise.all(pullers);
    expect(done.toSorted()).toEqual(Array.from({ length: 60 }, (_, n) => String(n).padStart(4, '0')));
    expect(await info(workClass)).toMatchObject({ num_ack_pending: 0, num_pending: 0, num_redelivered: 0 });
  });

  it('make their consumers anew when somebody deleted them', async () => {
    const workClass = await offered();
    await put(workClass, 1);
    for (const priority of ['p0', 'p1', 'p2']) await lab().jsm.consumers.delete('E2A_WORK', `${workClass}-${priority}`);
    const lease = await lab().cluster.work.pull(workClass, 5_000, never());
    expect(lease?.item.item).toBe('0000');
    await lease?.ack();
  });

  it('turn an item nobody can read into a dead letter', async () => {
    const workClass = await offered();
    // As a request: answered when it is stored.
    await lab().nc.request(`e2a.work.${workClass}.p1.bad-0001.ch-001.0007.2`, '{"class": "what?"}');
    await put(workClass, 1);
    const lease = await lab().cluster.work.pull(workClass, 5_000, never());
    expect(lease?.item.item).toBe('0000');
    await lease?.ack();
    const letters = await lab().cluster.deadLetters.list();
    expect(letters).toContainEqual(expect.objectContaining({ job: 'bad-0001', chapter: 'ch-001', item: '0007' }));
    expect((await lab().cluster.work.present('bad-0001')).size).toBe(0);
  });

  it('go on after the server was killed, within the time of one request', async () => {
    const workClass = await offered();
    const coming = lab().cluster.work.pull(workClass, 20_000, never());
    const mail = lab().cluster.mail.take('counter', 0, 20_000, never());
    await eventually(TOPOLOGY_FACTS, async () => (await info(workClass, 'p2')).num_waiting === 1 || null);
    await lab().server.kill();
    await lab().server.start();
    const back = performance.now();
    await put(workClass, 1);
    expect((await coming)?.item.item).toBe('0000');
    expect(performance.now() - back).toBeLessThan(3_000);
    for (let n = 0; n < 64; n++) {
      const to = { kind: 'counter', job: `after-${n}` };
      await lab().cluster.mail.post({ id: `after-${n}`, to, schemaVersion: 1, sentAt: 0, message: { type: 'Add' } });
    }
    await (await mail)?.ack();
    expect(performance.now() - back).toBeLessThan(5_000);
  });

  it('end when the connection is closed', async () => {
    const workClass = await offered();
    const other = await lab().join();
    const waiting = [other.work.pull(workClass, 60_000, never()), other.mail.take('book', 1, 60_000, never())];
    await other.close();
    expect(await Promise.all(waiting)).toEqual([null, null]);
  });
});
