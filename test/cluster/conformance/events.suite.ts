import { describe, expect, it } from 'vitest';
import type { PublishedEvent } from '../../../src/cluster/ports/index.js';
import {
  type ClusterFacts,
  eventually,
  freshJob,
  type MakeCluster,
  TOPOLOGY_FACTS,
  useCluster,
} from './cluster-under-test.js';

/** What every adapter of `EventBoard` promises. */
export function describeEvents(name: string, makeCluster: MakeCluster, facts: ClusterFacts = TOPOLOGY_FACTS): void {
  describe(`events: ${name}`, () => {
    const cluster = useCluster(makeCluster, facts);
    const announce = (job: string, type: string, id: string, at = 7) =>
      cluster().events.announce({ job, type, text: `${type} of ${job}` }, id, at);

    /** Follows until stopped; ready when its first probe has come through. */
    const follow = async (job: string | null, probeJob: string) => {
      const stop = new AbortController();
      const seen: PublishedEvent[] = [];
      const ended = (async () => {
        for await (const event of cluster().events.follow(job, stop.signal)) seen.push(event);
      })();
      let probes = 0;
      await eventually(facts, async () => {
        if (seen.length > 0) return true;
        await announce(probeJob, 'probe', `${probeJob}-probe-${stop.signal.aborted}-${facts.now()}-${probes++}`);
        return null;
      });
      const news = () => seen.filter((event) => event.type !== 'probe');
      return { news, ended, stop: () => stop.abort() };
    };

    it('shows the events of a job from now on, in order, each once', async () => {
      const [job, other] = [freshJob(), freshJob()];
      await announce(job, 'long-ago', `${job}-0`);
      const following = await follow(job, job);
      await announce(job, 'chapter-joined', `${job}-1`, 11);
      await announce(other, 'chapter-joined', `${other}-1`);
      await announce(job, 'chapter-joined', `${job}-1`, 11);
      await announce(job, 'book-completed', `${job}-2`, 12);
      await eventually(facts, () => following.news().length >= 2 || null);
      expect(following.news()).toMatchObject([
        { job, type: 'chapter-joined', text: `chapter-joined of ${job}`, at: 11 },
        { job, type: 'book-completed', text: `book-completed of ${job}`, at: 12 },
      ]);
      following.stop();
      await following.ended;
    });

    it('shows all jobs to who asks for all', async () => {
      const [one, two] = [freshJob(), freshJob()];
      const following = await follow(null, one);
      await announce(one, 'chapter-joined', `${one}-1`);
      await announce(two, 'chapter-joined', `${two}-1`);
      await eventually(facts, () => following.news().length >= 2 || null);
      expect(following.news().map((event) => event.job)).toEqual([one, two]);
      following.stop();
      await following.ended;
    });

    /** The first `count` events after a place. */
    const firstAfter = async (job: string | null, after: number, count: number): Promise<readonly PublishedEvent[]> => {
      const seen: PublishedEvent[] = [];
      for await (const event of cluster().events.follow(job, new AbortController().signal, after)) {
        seen.push(event);
        if (seen.length === count) break;
      }
      return seen;
    };
    const numbered = async (job: string, from: number, to: number): Promise<void> => {
      for (let n = from; n <= to; n++) await announce(job, 'chapter-joined', `${job}-n${n}`, n);
    };

    it('numbers events over all jobs, and says which was the last', async () => {
      const [one, two] = [freshJob(), freshJob()];
      const before = await cluster().events.last();
      await announce(one, 'chapter-joined', `${one}-1`);
      await announce(two, 'chapter-joined', `${two}-1`);
      await announce(one, 'chapter-joined', `${one}-1`);
      const seen = await firstAfter(null, before, 2);
      expect(seen.map(({ job }) => job)).toEqual([one, two]);
      const [first, second] = seen.map(({ seq }) => seq);
      expect(first).toBeGreaterThan(before);
      expect(second).toBeGreaterThan(first ?? 0);
      expect(await cluster().events.last()).toBe(second);
    });

    it('gives what was kept after a place first, then what comes, without a seam', async () => {
      const [job, other] = [freshJob(), freshJob()];
      await numbered(job, 1, 5);
      await announce(other, 'chapter-joined', `${other}-1`);
      const [, second] = await firstAfter(job, 0, 2);
      const reading = firstAfter(job, second?.seq ?? 0, 30);
      await numbered(job, 6, 32);
      expect((await reading).map(({ at }) => at)).toEqual(Array.from({ length: 30 }, (_, i) => i + 3));
    });

    it('is complete for a reader that is slower than the books', async () => {
      const job = freshJob();
      const before = await cluster().events.last();
      const slow = cluster().events.follow(job, new AbortController().signal, before)[Symbol.asyncIterator]();
      await numbered(job, 1, 3);
      const ats = [(await slow.next()).value?.at];
      await numbered(job, 4, 40);
      while (ats.length < 40) ats.push((await slow.next()).value?.at);
      await slow.return?.();
      expect(ats).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    });

    it('gives what is kept after a place, and ends there', async () => {
      const [job, other] = [freshJob(), freshJob()];
      await numbered(job, 1, 3);
      await announce(other, 'chapter-joined', `${other}-1`);
      const kept = async (after: number): Promise<readonly PublishedEvent[]> => {
        const seen: PublishedEvent[] = [];
        for await (const event of cluster().events.kept(job, new AbortController().signal, after)) seen.push(event);
        return seen;
      };
      const all = await kept(0);
      expect(all.map(({ at }) => at)).toEqual([1, 2, 3]);
      expect((await kept(all[1]?.seq ?? 0)).map(({ at }) => at)).toEqual([3]);
      expect(await kept(all[2]?.seq ?? 0)).toEqual([]);
    });

    it('begins anew for who knows of a longer history than there is', async () => {
      const job = freshJob();
      await numbered(job, 1, 2);
      const seen = await firstAfter(job, 1_000_000_000, 2);
      expect(seen.map(({ at }) => at)).toEqual([1, 2]);
    });

    it('ends at once when it is stopped while nothing happens', async () => {
      const stop = new AbortController();
      const next = cluster().events.follow(freshJob(), stop.signal)[Symbol.asyncIterator]().next();
      stop.abort();
      expect(await next).toEqual({ done: true, value: undefined });
    });

    it('ends at once when it was stopped before', async () => {
      const stop = new AbortController();
      stop.abort();
      for await (const event of cluster().events.follow(freshJob(), stop.signal)) expect(event).toBeUndefined();
    });
  });
}
