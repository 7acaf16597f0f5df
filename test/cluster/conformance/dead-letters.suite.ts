import { describe, expect, it } from 'vitest';
import type { DeadLetter } from '../../../src/cluster/ports/index.js';
import { type ClusterFacts, freshJob, type MakeCluster, TOPOLOGY_FACTS, useCluster } from './cluster-under-test.js';

/** What every adapter of `DeadLetters` promises. */
export function describeDeadLetters(
  name: string,
  makeCluster: MakeCluster,
  facts: ClusterFacts = TOPOLOGY_FACTS,
): void {
  describe(`dead letters: ${name}`, () => {
    const cluster = useCluster(makeCluster, facts);
    const letterOf = (job: string, origin: DeadLetter['origin'], item: string): DeadLetter => ({
      origin,
      job,
      chapter: 'ch-001',
      item,
      reason: 'the model refused it three times',
      detail: { nodes: ['a', 'b'], text: 'ünï' },
      at: 99,
    });

    it('keeps letters in order, each publish id once', async () => {
      const job = freshJob();
      const letters = [letterOf(job, 'work', '0042'), letterOf(job, 'mail', 'counter/x#3.0')] as const;
      await cluster().deadLetters.record(letters[0], `${job}-1`);
      await cluster().deadLetters.record(letters[1], `${job}-2`);
      await cluster().deadLetters.record(letters[0], `${job}-1`);
      const mine = (await cluster().deadLetters.list()).filter((letter) => letter.job === job);
      expect(mine).toMatchObject(letters);
      expect(new Set(mine.map(({ id }) => id)).size).toBe(2);
    });

    it('gives a letter by its id, until it is removed', async () => {
      const job = freshJob();
      const { deadLetters } = cluster();
      await deadLetters.record(letterOf(job, 'work', '0001'), `${job}-1`);
      await deadLetters.record(letterOf(job, 'work', '0002'), `${job}-2`);
      const mine = async () => (await deadLetters.list()).filter((letter) => letter.job === job);
      const [first, second] = await mine();
      expect(await deadLetters.get(second?.id ?? '')).toEqual(second);
      expect(await deadLetters.remove(first?.id ?? '')).toBe(true);
      expect(await mine()).toEqual([second]);
      expect(await deadLetters.get(first?.id ?? '')).toBeNull();
      expect(await deadLetters.remove(first?.id ?? '')).toBe(false);
    });

    it('knows no letter of another name', async () => {
      for (const id of ['999999', '0', '-1', 'x', '']) {
        expect(await cluster().deadLetters.get(id)).toBeNull();
        expect(await cluster().deadLetters.remove(id)).toBe(false);
      }
    });
  });
}
