import { describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../../src/cluster/ports/index.js';
import { formatAddress } from '../../../src/core/index.js';
import { type ClusterFacts, freshJob, type MakeCluster, TOPOLOGY_FACTS, useCluster } from './cluster-under-test.js';

const checkpointOf = (count: number): Checkpoint => ({
  summary: { title: 'a counter', count },
  kind: 'counter',
  schemaVersion: 1,
  born: 700 + count,
  turn: count,
  wakeAt: count % 2 === 0 ? null : 5_000,
  updatedAt: 1_000 + count,
  state: { phase: 'counting', count, text: 'ünï – 漢' },
  last: {
    messageId: `m-${count}`,
    effects: [{ type: 'tell', to: { kind: 'book', job: 'sum-0001' }, message: { type: 'Counted', count } }],
  },
  recent: [`m-${count - 1}`, `m-${count}`],
});

/** What every adapter of `CheckpointStore` promises. */
export function describeCheckpoints(
  name: string,
  makeCluster: MakeCluster,
  facts: ClusterFacts = TOPOLOGY_FACTS,
): void {
  describe(`checkpoints: ${name}`, () => {
    const cluster = useCluster(makeCluster, facts);
    const store = () => cluster().checkpoints;
    const save = async (
      address: { kind: string; job: string; chapter?: string },
      count: number,
      over: number | null,
    ) => {
      const outcome = await store().save(address, checkpointOf(count), over);
      return outcome.saved ? outcome.revision : null;
    };

    it('knows no actor before its first save', async () => {
      expect(await store().load({ kind: 'counter', job: freshJob() })).toBeNull();
    });

    it('gives back what was saved, with its revision', async () => {
      const address = { kind: 'counter', job: freshJob(), chapter: 'ch-003' };
      const revision = await save(address, 1, null);
      expect(await store().load(address)).toEqual({ checkpoint: checkpointOf(1), revision });
      const next = await save(address, 2, revision);
      expect(await store().load(address)).toEqual({ checkpoint: checkpointOf(2), revision: next });
    });

    it('refuses a save over a revision that was not the last', async () => {
      const address = { kind: 'counter', job: freshJob() };
      const revision = await save(address, 1, null);
      expect(await save(address, 9, null)).toBeNull();
      await save(address, 2, revision);
      expect(await save(address, 9, revision)).toBeNull();
      expect((await store().load(address))?.checkpoint).toEqual(checkpointOf(2));
    });

    it('lets one of many writers win', async () => {
      const address = { kind: 'counter', job: freshJob() };
      const revision = await save(address, 0, null);
      const outcomes = await Promise.all([1, 2, 3, 4, 5].map((count) => save(address, count, revision)));
      expect(outcomes.filter((outcome) => outcome !== null)).toHaveLength(1);
      const winner = outcomes.findIndex((outcome) => outcome !== null) + 1;
      expect((await store().load(address))?.checkpoint.turn).toBe(winner);
    });

    it('lists a kind, or one job of it', async () => {
      const [job, other] = [freshJob(), freshJob()];
      const mine = [
        { kind: 'counter', job },
        { kind: 'counter', job, chapter: 'ch-001' },
        { kind: 'counter', job, chapter: 'ch-002' },
      ];
      for (const address of [...mine, { kind: 'counter', job: other }]) await save(address, 1, null);
      const ofJob = (await store().list('counter', job)).map(formatAddress).toSorted();
      expect(ofJob).toEqual(mine.map(formatAddress).toSorted());
      const all = (await store().list('counter')).map(formatAddress);
      expect(all).toEqual(expect.arrayContaining([...ofJob, `counter/${other}`]));
      expect((await store().list('book', job)).length).toBe(0);
    });

    it('tells what was saved since a revision, oldest first, the last of each at the end', async () => {
      const [job, other] = [freshJob(), freshJob()];
      const [book, chapter] = [
        { kind: 'counter', job },
        { kind: 'counter', job, chapter: 'ch-001' },
      ];
      const first = await save(book, 1, null);
      const second = await save(chapter, 2, null);
      await save({ kind: 'counter', job: other }, 3, null);
      await save({ kind: 'book', job }, 4, null);
      const since = async (revision: number | null) => {
        const found: [string, number | undefined][] = [];
        for await (const { address, checkpoint } of store().changes('counter', revision ?? 0))
          if ([job, other].includes(address.job)) found.push([formatAddress(address), checkpoint?.turn]);
        return found;
      };
      expect(await since(null)).toEqual([
        [`counter/${job}`, 1],
        [`counter/${job}/ch-001`, 2],
        [`counter/${other}`, 3],
      ]);
      expect((await since(second)).map(([actor]) => actor)).toEqual([`counter/${other}`]);
      await save(book, 5, first);
      await store().remove({ kind: 'counter', job: other });
      expect(await since(second)).toEqual([[`counter/${job}`, 5]]);
    });

    it('forgets a removed actor and lets it be born again', async () => {
      const address = { kind: 'counter', job: freshJob() };
      await save(address, 1, null);
      await store().remove(address);
      expect(await store().load(address)).toBeNull();
      expect(await store().list('counter', address.job)).toEqual([]);
      expect(await save(address, 2, null)).not.toBeNull();
      expect((await store().load(address))?.checkpoint).toEqual(checkpointOf(2));
    });

    it('takes the removal of an actor that never was, or is gone', async () => {
      const address = { kind: 'counter', job: freshJob(), chapter: 'ch-001' };
      await save(address, 1, null);
      await store().remove(address);
      await expect(store().remove(address)).resolves.toBeUndefined();
      await expect(store().remove({ kind: 'counter', job: freshJob() })).resolves.toBeUndefined();
    });
  });
}
