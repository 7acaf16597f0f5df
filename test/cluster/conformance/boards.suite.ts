import { describe, expect, it } from 'vitest';
import { NODE_STALE_MS, type NodeRecord } from '../../../src/cluster/ports/index.js';
import {
  type ClusterFacts,
  eventually,
  freshJob,
  type MakeCluster,
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
  });

  describe(`node board: ${name}`, () => {
    const cluster = useCluster(makeCluster, facts);
    const recordOf = (node: string, seenAt: number): NodeRecord => ({
      node,
      roles: ['synth', 'book'],
      slots: 2,
      profiles: [{ id: 'a1b2', engine: 'piper', voice: 'joe' }],
      startedAt: 5,
      seenAt,
    });
    const find = async (node: string) => (await cluster().nodes.list()).find((record) => record.node === node) ?? null;

    it('lists who reported, with the last report', async () => {
      const node = freshJob('node');
      await cluster().nodes.report(recordOf(node, facts.now()));
      const last = { ...recordOf(node, facts.now()), slots: 3 };
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
