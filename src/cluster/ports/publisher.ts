import type { ActorEvent, Instant, JobId } from '../../core/index.js';

/** `seq`: its place in the cluster's history, strictly rising over all jobs. */
export type PublishedEvent = ActorEvent & { readonly at: Instant; readonly seq: number };

/** What happened to which book: for screens, never for decisions. */
export interface EventBoard {
  /** @param traceparent W3C: what it came of */
  announce(event: ActorEvent, publishId: string, at: Instant, traceparent?: string): Promise<void>;
  /**
   * Events of a job (or of all jobs), each once and in order, until `signal` aborts; read from what is kept, so that a
   * slow reader misses nothing that is still there.
   * @param after `seq` of the last event the reader knows: all kept events after it come first. Where older ones are
   * gone it begins with the oldest kept; where the board is a new one that has not come so far, with its first. Absent:
   * from now on.
   */
  follow(job: JobId | null, signal: AbortSignal, after?: number): AsyncIterable<PublishedEvent>;
  /** The same without waiting: those that are kept after a place; it ends with the newest. */
  kept(job: JobId | null, signal: AbortSignal, after: number): AsyncIterable<PublishedEvent>;
  /** `seq` of the newest event; 0 before the first. */
  last(): Promise<number>;
}
