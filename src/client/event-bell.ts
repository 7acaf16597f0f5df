import type { PublishedEvent } from '../cluster/ports/index.js';

/** Events kept for a reader that is slow; the oldest go first. */
const EVENTS_KEPT = 256;

/** Collects events and wakes who waits for one. */
export class EventBell {
  readonly #kept: PublishedEvent[] = [];
  #ringing = new AbortController();

  /** Resolves when the stream has ended; an error of it is no reason to stop, the slow poll goes on. */
  async listen(follow: () => AsyncIterable<PublishedEvent>): Promise<void> {
    try {
      for await (const event of follow()) {
        this.#kept.push(event);
        if (this.#kept.length > EVENTS_KEPT) this.#kept.shift();
        this.#ringing.abort();
      }
    } catch {
      // The slow poll shows what this stream cannot.
    }
  }

  takeAll(): readonly PublishedEvent[] {
    this.#ringing = new AbortController();
    return this.#kept.splice(0);
  }

  /** Aborted as soon as something was collected since `takeAll`. */
  rung(): AbortSignal {
    return this.#ringing.signal;
  }
}
