import { describe, expect, it } from 'vitest';
import type { ClipFacts } from '../../../src/cluster/ports/index.js';
import { type ClusterFacts, freshJob, type MakeCluster, TOPOLOGY_FACTS, useCluster } from './cluster-under-test.js';
import { digestOf, noise } from './noise.js';

/** About what one segment takes as FLAC. */
const CLIP_BYTES = 120_000;

/** What every adapter of `ClipStore` promises. */
export function describeClips(name: string, makeCluster: MakeCluster, facts: ClusterFacts = TOPOLOGY_FACTS): void {
  describe(`clips: ${name}`, () => {
    const cluster = useCluster(makeCluster, facts);
    const clip = (seed: number): { bytes: Uint8Array; facts: ClipFacts } => {
      const bytes = noise(CLIP_BYTES, seed);
      return { bytes, facts: { digest: digestOf(bytes), samples: 1_000 + seed, utterances: [1_000, seed] } };
    };

    it('gives back bytes and facts', async () => {
      const [key, mine] = [freshJob('clip'), clip(1)];
      expect(await cluster().clips.put(key, mine.bytes, mine.facts)).toEqual(mine.facts);
      expect(await cluster().clips.facts(key)).toEqual(mine.facts);
      const stored = await cluster().clips.get(key);
      expect(stored && { ...stored, bytes: digestOf(stored.bytes) }).toEqual({
        ...mine.facts,
        bytes: mine.facts.digest,
      });
    });

    it('gives back where the words are, and what it took to say them', async () => {
      const [key, { bytes, facts }] = [freshJob('clip'), clip(40)];
      const words = [
        [
          { from: 0, to: 399 },
          { from: 400, to: 1_000 },
        ],
        null,
      ];
      const notes = { retried: [0], split: [], odd: [1], skipped: { '☺': 2, 'ß\n': 1 } };
      const mine: ClipFacts = { ...facts, words, notes };
      expect(await cluster().clips.put(key, bytes, mine)).toEqual(mine);
      expect(await cluster().clips.facts(key)).toEqual(mine);
      expect(await cluster().clips.put(key, bytes, facts)).toEqual(mine);
    });

    it('keeps the words of a clip that has one of each letter', async () => {
      const [key, { bytes, facts }] = [freshJob('clip'), clip(41)];
      const letters = Array.from({ length: 225 }, (_, i) => ({ from: i * 1_600, to: i * 1_600 + 1_500 }));
      const mine: ClipFacts = { ...facts, samples: 360_000, utterances: [360_000, 0], words: [letters, []] };
      await cluster().clips.put(key, bytes, mine);
      expect(await cluster().clips.facts(key)).toEqual(mine);
    });

    it('knows no clip that was not put', async () => {
      expect(await cluster().clips.get(freshJob('clip'))).toBeNull();
      expect(await cluster().clips.facts(freshJob('clip'))).toBeNull();
    });

    it('tells which of many are there', async () => {
      const [there, missing] = [freshJob('clip'), freshJob('clip')];
      await cluster().clips.put(there, clip(1).bytes, clip(1).facts);
      await cluster().clips.put(freshJob('clip'), clip(2).bytes, clip(2).facts);
      expect(await cluster().clips.stored(new Set([missing, there]))).toEqual(new Set([there]));
      expect(await cluster().clips.stored(new Set())).toEqual(new Set());
    });

    it('keeps the first and says whose it is', async () => {
      const [key, first, second] = [freshJob('clip'), clip(1), clip(2)];
      await cluster().clips.put(key, first.bytes, first.facts);
      expect(await cluster().clips.put(key, second.bytes, second.facts)).toEqual(first.facts);
      expect(digestOf((await cluster().clips.get(key))?.bytes ?? new Uint8Array())).toBe(first.facts.digest);
    });

    it('lets writers at the same time agree on one', async () => {
      const [key, first, second] = [freshJob('clip'), clip(3), clip(4)];
      const answers = await Promise.all([first, second].map((one) => cluster().clips.put(key, one.bytes, one.facts)));
      expect(answers[0]).toEqual(answers[1]);
      expect(await cluster().clips.facts(key)).toEqual(answers[0]);
    });

    describe('when it is cleaned', () => {
      const fill = async (): Promise<readonly string[]> => {
        await cluster().clips.clean({ keepBytes: 0 });
        const keys = [1, 2, 3].map(() => freshJob('clip'));
        for (const [seed, key] of keys.entries()) {
          await cluster().clips.put(key, clip(seed).bytes, clip(seed).facts);
          await facts.pass(20);
        }
        return keys;
      };
      const left = async (keys: readonly string[]): Promise<readonly boolean[]> =>
        Promise.all(keys.map(async (key) => (await cluster().clips.facts(key)) !== null));

      it('throws the oldest away until it is small enough', async () => {
        const keys = await fill();
        const keepBytes = 2 * CLIP_BYTES;
        expect(await cluster().clips.clean({ keepBytes, dryRun: true })).toEqual({ removed: 1, bytes: CLIP_BYTES });
        expect(await left(keys)).toEqual([true, true, true]);
        expect(await cluster().clips.clean({ keepBytes })).toEqual({ removed: 1, bytes: CLIP_BYTES });
        expect(await left(keys)).toEqual([false, true, true]);
        expect(await cluster().clips.clean({ keepBytes })).toEqual({ removed: 0, bytes: 0 });
      });

      it('throws away what is old, but for what is spared', async () => {
        const keys = await fill();
        const olderThan = facts.now() + 60_000;
        const spare = new Set(keys.slice(1, 2));
        expect(await cluster().clips.clean({ olderThan: 0, spare })).toEqual({ removed: 0, bytes: 0 });
        expect(await cluster().clips.clean({ olderThan, spare })).toEqual({ removed: 2, bytes: 2 * CLIP_BYTES });
        expect(await left(keys)).toEqual([false, true, false]);
      });

      it('takes what was thrown away again', async () => {
        const [key = ''] = await fill();
        await cluster().clips.clean({ keepBytes: 0 });
        expect(await cluster().clips.put(key, clip(7).bytes, clip(7).facts)).toEqual(clip(7).facts);
      });
    });
  });
}
