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
      expect(following.news()).toEqual([
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

    it('ends at once when it was stopped before', async () => {
      const stop = new AbortController();
      stop.abort();
      for await (const event of cluster().events.follow(freshJob(), stop.signal)) expect(event).toBeUndefined();
    });
  });
}
