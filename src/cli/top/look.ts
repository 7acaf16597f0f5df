import {
  type Client,
  type JobStatus,
  NO_PACE,
  type NodeRecord,
  observe,
  type Pace,
  type QueueDepth,
  secondsLeft,
} from '../../client/index.js';
import type { Instant, JobId } from '../../core/index.js';
import { isFinal } from '../follow.js';

/** A job that runs, and when it may be done. */
export interface RunningJob {
  readonly status: JobStatus;
  /** Null before enough was seen of it. */
  readonly secondsLeft: number | null;
}

/** What a cluster does at one moment. */
export interface ClusterLook {
  readonly at: Instant;
  readonly nodes: readonly NodeRecord[];
  readonly queue: readonly QueueDepth[];
  /** The one that changed last first. */
  readonly jobs: readonly RunningJob[];
}

/** A cluster may keep thousands of jobs: between two looks at all of them only those that ran are looked at. */
const ALL_JOBS_EVERY_MS = 10_000;

/** Looks again and again. @returns one more look */
export function clusterLooks(client: Client): (at: Instant) => Promise<ClusterLook> {
  let listedAt: Instant | null = null;
  let running: readonly JobId[] = [];
  let paces: ReadonlyMap<JobId, Pace> = new Map();

  async function jobsNow(at: Instant): Promise<readonly JobStatus[]> {
    if (listedAt !== null && at - listedAt < ALL_JOBS_EVERY_MS) return Promise.all(running.map(client.current));
    listedAt = at;
    return (await client.jobs()).map(({ status }) => status);
  }

  return async (at) => {
    const [nodes, queue, jobs] = await Promise.all([client.nodes(), client.queue(), jobsNow(at)]);
    const live = jobs.filter((status) => !isFinal(status));
    running = live.map(({ job }) => job);
    paces = new Map(
      live.map(({ job, charactersDone }) => [job, observe(paces.get(job) ?? NO_PACE, at, charactersDone)]),
    );
    return {
      at,
      nodes,
      queue,
      jobs: live.map((status) => ({ status, secondsLeft: secondsLeft(paces.get(status.job) ?? NO_PACE, status) })),
    };
  };
}
