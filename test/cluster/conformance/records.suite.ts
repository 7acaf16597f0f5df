import { describe, expect, it } from 'vitest';
import { RECORD_MAX_BYTES } from '../../../src/cluster/ports/index.js';
import { type ClusterFacts, freshJob, type MakeCluster, TOPOLOGY_FACTS, useCluster } from './cluster-under-test.js';

/** What every adapter of `RecordBoard` promises. */
export function describeRecords(name: string, makeCluster: MakeCluster, facts: ClusterFacts = TOPOLOGY_FACTS): void {
  describe(`records: ${name}`, () => {
    const cluster = useCluster(makeCluster, facts);
    const freshName = () => `batch.${freshJob('record')}`;

    it('gives back what was saved, and nothing where nothing was', async () => {
      const { records } = cluster();
      const record = freshName();
      expect(await records.load(record)).toBeNull();
      expect(await records.save(record, { rows: [1, null, 'ü'] }, null)).toBe(true);
      expect((await records.load(record))?.value).toEqual({ rows: [1, null, 'ü'] });
    });

    it('lets one of two writers through who read the same', async () => {
      const { records } = cluster();
      const record = freshName();
      await records.save(record, 1, null);
      expect(await records.save(record, 2, null)).toBe(false);
      const revision = (await records.load(record))?.revision ?? null;
      const saved = await Promise.all([records.save(record, 3, revision), records.save(record, 4, revision)]);
      expect(saved.toSorted()).toEqual([false, true]);
      expect((await records.load(record))?.value).toBe(saved[0] ? 3 : 4);
    });

    it('lists names by their beginning, sorted', async () => {
      const { records } = cluster();
      const batch = freshName();
      for (const page of ['2', '10', '1']) await records.save(`${batch}.${page}`, page, null);
      await records.save(`${batch}x.1`, 'another', null);
      expect(await records.list(`${batch}.`)).toEqual([`${batch}.1`, `${batch}.10`, `${batch}.2`]);
      expect(await records.list(`${batch}.1`)).toEqual([`${batch}.1`, `${batch}.10`]);
      expect(await records.list(batch)).toEqual([`${batch}.1`, `${batch}.10`, `${batch}.2`, `${batch}x.1`]);
      expect(await records.list('nothing.')).toEqual([]);
    });

    it('forgets what was removed, and lets it be made anew', async () => {
      const { records } = cluster();
      const record = freshName();
      await records.save(record, 'old', null);
      await records.remove(record);
      await records.remove(record);
      expect(await records.load(record)).toBeNull();
      expect(await records.list(record)).toEqual([]);
      expect(await records.save(record, 'new', null)).toBe(true);
    });

    it('refuses names and sizes that no record may have', async () => {
      const { records } = cluster();
      for (const bad of ['', 'With Blanks', 'a..b', '.a', 'a.', 'a*', 'a.>', 'x'.repeat(201)])
        await expect(records.save(bad, 1, null), bad).rejects.toThrow('no name for a record');
      await expect(records.load('a b')).rejects.toThrow('no name for a record');
      const largest = 'x'.repeat(RECORD_MAX_BYTES - 2);
      const record = freshName();
      await expect(records.save(record, `${largest}x`, null)).rejects.toThrow('bytes');
      expect(await records.save(record, largest, null)).toBe(true);
    });
  });
}
