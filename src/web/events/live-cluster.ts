import type { JobEntry, JobStatus, PublishedEvent } from '../../client/index.js';
import type { JobId } from '../../core/index.js';

/** What live streams need of a cluster; a client gives it. */
export interface LiveCluster {
  /** Events with a sequence above `after`, then those to come, until `signal` aborts. */
  events(
    job: JobId | null,
    options: { readonly after?: number; readonly signal: AbortSignal },
  ): AsyncIterable<PublishedEvent>;
  /** The newest sequence; 0 for none. */
  lastEvent(): Promise<number>;
  jobs(): Promise<readonly Pick<JobEntry, 'status'>[]>;
  current(job: JobId): Promise<JobStatus>;
}
