import type { ActorEvent, Clock, Instant, JobId } from '../../core/index.js';
import type { EventBoard, PublishedEvent } from '../ports/index.js';
import { Bell } from './bell.js';
import { PublishIds } from './publish-ids.js';

/** How often a follower looks up without being rung for, in milliseconds; any number would do. */
const LOOK_UP_MS = 60_000;

/** Events in memory; everything announced is kept, so that tests can read it. */
export class MemoryEventBoard implements EventBoard {
  readonly announced: PublishedEvent[] = [];
  private readonly bell: Bell;
  private readonly ids: PublishIds;

  constructor(
    private readonly clock: Clock,
    duplicateWindowMs: number,
  ) {
    this.bell = new Bell(clock);
    this.ids = new PublishIds(duplicateWindowMs);
  }

  async announce(event: ActorEvent, publishId: string, at: Instant): Promise<void> {
    if (!this.ids.isNew(publishId, this.clock.now())) return;
    this.announced.push({ ...event, at });
    this.bell.ring();
  }

  async *follow(job: JobId | null, signal: AbortSignal): AsyncIterable<PublishedEvent> {
    let next = this.announced.length;
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
