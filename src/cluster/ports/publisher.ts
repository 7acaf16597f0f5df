import type { ActorEvent, Instant, JobId } from '../../core/index.js';

export type PublishedEvent = ActorEvent & { readonly at: Instant };

/** What happened to which book: for screens, never for decisions. */
export interface EventBoard {
  announce(event: ActorEvent, publishId: string, at: Instant): Promise<void>;
  /** Events of a job (or of all jobs) from now on, until `signal` aborts. */
  follow(job: JobId | null, signal: AbortSignal): AsyncIterable<PublishedEvent>;
}
