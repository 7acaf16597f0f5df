import { describe, expect, it } from 'vitest';
import { CALL_FORGOTTEN_MS } from '../../../src/core/index.js';
import { type ClusterFacts, freshJob, type MakeCluster, TOPOLOGY_FACTS, useCluster } from './cluster-under-test.js';

const MINUTE_MS = 60_000;
const GRANTED = { granted: true };

/** What every adapter of `RateBoard` promises. */
export function describeRates(name: string, makeCluster: MakeCluster, facts: ClusterFacts = TOPOLOGY_FACTS): void {
  describe(`rate limits: ${name}`, () => {
    const cluster = useCluster(makeCluster, facts);

    it('grants everything to an engine without a limit', async () => {
      const { rates } = cluster();
      const engine = freshJob('engine');
      for (const call of ['a', 'b', 'c']) expect(await rates.beginCall(engine, call, 0)).toEqual(GRANTED);
      await rates.endCall(engine, 'a');
      expect((await rates.limits()).has(engine)).toBe(false);
    });

    it('spreads the calls of a minute', async () => {
      const { rates } = cluster();
      const engine = freshJob('engine');
      await rates.setLimit(engine, { perMinute: 6, atOnce: null });
      expect((await rates.limits()).get(engine)).toEqual({ perMinute: 6, atOnce: null });
      expect(await rates.beginCall(engine, 'a', MINUTE_MS)).toEqual(GRANTED);
      expect(await rates.beginCall(engine, 'b', MINUTE_MS + 1_000)).toEqual({ granted: false, retryMs: 9_000 });
      expect(await rates.beginCall(engine, 'b', MINUTE_MS + 10_000)).toEqual(GRANTED);
    });

    it('lets as many be under way as allowed', async () => {
      const { rates } = cluster();
      const engine = freshJob('engine');
      await rates.setLimit(engine, { perMinute: null, atOnce: 2 });
      expect(await rates.beginCall(engine, 'a', 0)).toEqual(GRANTED);
      expect(await rates.beginCall(engine, 'b', 0)).toEqual(GRANTED);
      expect(await rates.beginCall(engine, 'c', 0)).toMatchObject({ granted: false });
      await rates.endCall(engine, 'a');
      expect(await rates.beginCall(engine, 'c', 0)).toEqual(GRANTED);
      expect(await rates.beginCall(engine, 'd', CALL_FORGOTTEN_MS - 1)).toMatchObject({ granted: false });
      expect(await rates.beginCall(engine, 'd', CALL_FORGOTTEN_MS)).toEqual(GRANTED);
    });

    it('counts the calls of many who ask at the same time', async () => {
      const { rates } = cluster();
      const engine = freshJob('engine');
      await rates.setLimit(engine, { perMinute: null, atOnce: 3 });
      const calls = Array.from({ length: 8 }, (_, n) => rates.beginCall(engine, String(n), 0));
      expect((await Promise.all(calls)).filter(({ granted }) => granted)).toHaveLength(3);
    });

    it('forgets a limit that was taken away', async () => {
      const { rates } = cluster();
      const engine = freshJob('engine');
      await rates.setLimit(engine, { perMinute: 1, atOnce: 1 });
      await rates.setLimit(engine, null);
      expect((await rates.limits()).has(engine)).toBe(false);
      for (const call of ['a', 'b']) expect(await rates.beginCall(engine, call, 0)).toEqual(GRANTED);
    });
  });
}
