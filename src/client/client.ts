import type { JobStatus } from '../actors/index.js';
import type { Cluster, NodeRecord } from '../cluster/ports/index.js';
import type { Clock, JobId } from '../core/index.js';
import { cancelJob } from './cancel.js';
import { type FetchedFile, type FetchRequest, fetchFile } from './fetch-file.js';
import { findJob, type JobEntry, jobs, statusOf } from './jobs.js';
import { type LocatedJob, locateJob, type Submission, type SubmitRequest, submitBook } from './submit.js';
import { notTaken, type WatchOptions, type WatchUpdate, watchJob } from './watch.js';

/** Verbs over a connected cluster. It keeps nothing: any number of clients, anywhere, see the same. */
export interface Client {
  /** Same bytes and settings, same job; answers at once. */
  submit(request: SubmitRequest): Promise<Submission>;
  /** The job that `submit` would answer with, and how it stands; starts nothing. */
  locate(request: SubmitRequest): Promise<LocatedJob>;
  /** The job id for an id, an unambiguous beginning of one, or `@last`. Throws a UserError (exit 5) when there is none. */
  find(name: string): Promise<JobId>;
  /** Null when no book host has taken the job yet. */
  status(job: JobId): Promise<JobStatus | null>;
  /** The same, with "not taken yet" as a status of its own. */
  current(job: JobId): Promise<JobStatus>;
  /** All jobs, the one that changed last first. */
  jobs(): Promise<readonly JobEntry[]>;
  /** The job's status whenever something happened, until it is final or `signal` aborts. */
  watch(job: JobId, options: WatchOptions): AsyncIterable<WatchUpdate>;
  /** Asks the Book to stop; what is spoken is kept. `finished` when there is nothing left to cancel. */
  cancel(job: JobId): Promise<'asked' | 'finished'>;
  /** The finished file onto this machine: checked, never half. */
  fetch(request: FetchRequest): Promise<FetchedFile>;
  /** Hosts that reported lately. */
  nodes(): Promise<readonly NodeRecord[]>;
}

export function createClient(cluster: Cluster, clock: Clock): Client {
  return {
    submit: (request) => submitBook(cluster, clock, request),
    locate: (request) => locateJob(cluster, request),
    find: (name) => findJob(cluster, name),
    status: async (job) => (await statusOf(cluster, job))?.status ?? null,
    current: async (job) => (await statusOf(cluster, job))?.status ?? notTaken(job),
    jobs: () => jobs(cluster),
    watch: (job, options) => watchJob(cluster, clock, job, options),
    cancel: (job) => cancelJob(cluster, clock, job),
    fetch: (request) => fetchFile(cluster, request),
    nodes: () => cluster.nodes.list(),
  };
}
