import type { ActorEvent, Clock, Instant, JobId } from '../../core/index.js';
import type { EventBoard, PublishedEvent } from '../ports/index.js';
import { Bell } from './bell.js';
import { PublishIds } from './publish-ids.js';

/** How often a follower looks up without being rung for, in milliseconds; any number would do. */
const LOOK_UP_MS = 60_000;

/** Events in memory; everything announced is kept, so that tests can read it. */
export class MemoryEventBoard implements EventBoard {
  readonly announced: PublishedEvent[] = [];
  /** Of each announcement, in the same order. */
  readonly traceparents: (string | undefined)[] = [];
  private readonly bell: Bell;
  private readonly ids: PublishIds;

  constructor(
    private readonly clock: Clock,
    duplicateWindowMs: number,
  ) {
    this.bell = new Bell(clock);
    this.ids = new PublishIds(duplicateWindowMs);
  }

  async announce(event: ActorEvent, publishId: string, at: Instant, traceparent?: string): Promise<void> {
    if (!this.ids.isNew(publishId, this.clock.now())) return;
    const { job, type, text } = event;
    this.announced.push({ job, type, text, at, seq: this.announced.length + 1 });
    this.traceparents.push(traceparent);
    this.bell.ring();
  }

  follow(job: JobId | null, signal: AbortSignal, after?: number): AsyncIterable<PublishedEvent> {
    const newest = this.announced.length;
    if (after === undefined) return this.read(job, signal, newest);
    return this.read(job, signal, after > newest ? 0 : after);
  }

  async *kept(job: JobId | null, signal: AbortSignal, after: number): AsyncGenerator<PublishedEvent> {
    const begin = after > this.announced.length ? 0 : after;
    for (let next = begin; next < this.announced.length && !signal.aborted; next++) {
      const event = this.announced[next];
      if (event !== undefined && (job === null || event.job === job)) yield event;
    }
  }

  async last(): Promise<number> {
    return this.announced.length;
  }

  private async *read(job: JobId | null, signal: AbortSignal, after: number): AsyncGenerator<PublishedEvent> {
    let next = after;
    while (!signal.aborted) {
      const event = this.announced[next];
      if (event === undefined) {
        await this.bell.wait(LOOK_UP_MS, signal);
        continue;
      }
      next++;
      if (job === null || event.job === job) yield event;
    }
  }
}
