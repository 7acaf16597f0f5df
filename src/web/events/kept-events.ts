import type { PublishedEvent } from '../../client/index.js';
import type { JobId } from '../../core/index.js';
import { happenedMessage } from './sse-message.js';

/** Of the last events, for readers that come back: about 300 bytes each, 1.5 MB in all. Older ones are read from the cluster. */
const EVENTS_KEPT = 5_000;

export interface KeptEvent {
  readonly seq: number;
  readonly job: JobId;
  readonly bytes: Uint8Array;
}

/** The last events, encoded once for all readers. */
export class KeptEvents {
  #kept: KeptEvent[] = [];
  /** Everything above it is kept. */
  #since: number;
  #last: number;

  /** @param last the newest sequence that nobody asks this for */
  constructor(
    last: number,
    private readonly most = EVENTS_KEPT,
  ) {
    this.#since = last;
    this.#last = last;
  }

  get last(): number {
    return this.#last;
  }

  /** Events come in order, each once. */
  take(event: PublishedEvent): KeptEvent {
    const kept = { seq: event.seq, job: event.job, bytes: happenedMessage(event) };
    this.#kept.push(kept);
    this.#last = event.seq;
    // Twice as many for a moment, so that the list is not moved for each event.
    if (this.#kept.length >= 2 * this.most) {
      this.#kept = this.#kept.slice(-this.most);
      this.#since = (this.#kept[0]?.seq ?? event.seq) - 1;
    }
    return kept;
  }

  /** Those above `seq`, in order; null when some of them are kept no more. */
  after(seq: number): readonly KeptEvent[] | null {
    if (seq < this.#since) return null;
    let from = this.#kept.length;
    while (from > 0 && (this.#kept[from - 1]?.seq ?? 0) > seq) from--;
    return this.#kept.slice(from);
  }
}
