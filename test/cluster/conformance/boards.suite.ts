import { describe, expect, it } from 'vitest';
import { NODE_STALE_MS, type NodeRecord } from '../../../src/cluster/ports/index.js';
import {
  type ClusterFacts,
  eventually,
  freshJob,
  type MakeCluster,
  SILENCE_MS,
  TOPOLOGY_FACTS,
  useCluster,
} from './cluster-under-test.js';

const TTL_MS = 10_000;

/** What every adapter of `ControlBoard`, `NodeBoard` and `LeaseBoard` promises. */
export function describeBoards(name: string, makeCluster: MakeCluster, facts: ClusterFacts = TOPOLOGY_FACTS): void {
  describe(`control board: ${name}`, () => {
    const cluster = useCluster(makeCluster, facts);

    it('lets a job run that nobody wrote about', () => {
      expect(cluster().control.current(freshJob())).toBe('run');
    });

    it('shows the last decision', async () => {
      const [job, other] = [freshJob(), freshJob()];
      for (const state of ['pause', 'run', 'cancel'] as const) {
        await cluster().control.set(job, state);
        await eventually(facts, () => cluster().control.current(job) === state || null);
      }
      expect(cluster().control.current(other)).toBe('run');
    });

    it('forgets a job', async () => {
      const job = freshJob();
      await cluster().control.set(job, 'cancel');
      await cluster().control.forget(job);
      await eventually(facts, () => cluster().control.current(job) === 'run' || null);
      await facts.pass(SILENCE_MS);
      expect(cluster().control.current(job)).toBe('run');
    });

    it('keeps orders to nodes, whatever their names, apart from jobs', async () => {
      const node = `${freshJob('node')}.home of Ann`;
      expect(cluster().control.nodeOrder(node)).toBe('work');
      for (const order of ['cordon', 'work', 'drain', 'work'] as const) {
        await cluster().control.setNodeOrder(node, order);
        await eventually(facts, () => cluster().control.nodeOrder(node) === order || null);
      }
      expect(cluster().control.nodeOrder(freshJob('node'))).toBe('work');
    });

    it('calls who listens, until they listen no more', async () => {
      const [job, node] = [freshJob(), freshJob('node')];
      const heard: string[] = [];
      const stop = cluster().control.onChange(() => {
        heard.push(`${cluster().control.current(job)} ${cluster().control.nodeOrder(node)}`);
      });
      await cluster().control.set(job, 'pause');
      await eventually(facts, () => heard.includes('pause work') || null);
      await cluster().control.setNodeOrder(node, 'cordon');
      await eventually(facts, () => heard.includes('pause cordon') || null);
      stop();
      await cluster().control.set(job, 'run');
      await facts.pass(SILENCE_MS);
      expect(heard.filter((line) => line.startsWith('run'))).toEqual([]);
    });
  });

  describe(`node board: ${name}`, () => {
    const cluster = useCluster(makeCluster, facts);
    const recordOf = (node: string, seenAt: number): NodeRecord => ({
      node,
      host: 'box.home',
      version: '1.2.3',
      roles: ['synth', 'book'],
      slots: 2,
      busy: 1,
      device: 'NVIDIA H100 (GPU-1)',
      deviceMismatch: true,
      deviceMemory: { usedBytes: 12_000, totalBytes: 80_000 },
      readsWith: ['pdftotext'],
      profiles: [{ id: 'a1b2', engine: 'piper', voice: 'joe' }],
      charactersPerSecond: 151.5,
      state: 'cordoned',
      startedAt: 5,
      seenAt,
    });
    const find = async (node: string) => (await cluster().nodes.list()).find((record) => record.node === node) ?? null;

    it('lists who reported, with the last report', async () => {
      const node = freshJob('node');
      await cluster().nodes.report(recordOf(node, facts.now()));
      const last: NodeRecord = { ...recordOf(node, facts.now()), slots: 3, charactersPerSecond: null, state: 'ready' };
      await cluster().nodes.report(last);
      expect(await find(node)).toEqual(last);
    });

    it('counts a silent node as gone', async () => {
      const node = freshJob('node');
      await cluster().nodes.report(recordOf(node, facts.now() - NODE_STALE_MS - 1_000));
      expect(await find(node)).toBeNull();
    });

    it('forgets who withdrew', async () => {
      const node = freshJob('node');
      await cluster().nodes.report(recordOf(node, facts.now()));
      await cluster().nodes.withdraw(node);
      expect(await find(node)).toBeNull();
    });
  });

  describe(`lease board: ${name}`, () => {
    const cluster = useCluster(makeCluster, facts);
    const acquire = (lease: string, holder: string, at: number) =>
      cluster().leases.acquire(lease, holder, TTL_MS, facts.now() + at);

    it('gives a right to one holder, who may renew it', async () => {
      const lease = freshJob('right');
      expect(await acquire(lease, 'a', 0)).toBe(true);
      expect(await acquire(lease, 'b', 10)).toBe(false);
      expect(await acquire(lease, 'a', TTL_MS / 2)).toBe(true);
      expect(await acquire(lease, 'b', TTL_MS + 100)).toBe(false);
    });

    it('gives it to another when it ran out', async () => {
      const lease = freshJob('right');
      expect(await acquire(lease, 'a', 0)).toBe(true);
      expect(await acquire(lease, 'b', TTL_MS + 1_000)).toBe(true);
      expect(await acquire(lease, 'a', TTL_MS + 1_001)).toBe(false);
    });

    it('gives it to another when it was released by its holder, by nobody else', async () => {
      const lease = freshJob('right');
      await acquire(lease, 'a', 0);
      await cluster().leases.release(lease, 'b');
      expect(await acquire(lease, 'b', 1)).toBe(false);
      await cluster().leases.release(lease, 'a');
      expect(await acquire(lease, 'b', 2)).toBe(true);
    });

    it('gives it to one of many who ask at once', async () => {
      const lease = freshJob('right');
      const answers = await Promise.all(['a', 'b', 'c', 'd'].map((holder) => acquire(lease, holder, 0)));
      expect(answers.filter(Boolean)).toHaveLength(1);
    });
  });
}
