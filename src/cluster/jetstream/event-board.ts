import type { Subscription } from '@nats-io/transport-node';
import type { EventBoard, PublishedEvent } from '../ports/index.js';
import { decodeEvent, encodeEvent } from './codec.js';
import type { Link } from './link.js';
import { patiently } from './patience.js';
import { eventFilter, eventSubject } from './subjects.js';

/** Events kept for a reader that is slower than the books; beyond it the oldest are dropped: they are for screens. */
const UNREAD_MAX = 10_000;

/** A sender that got no answer sends again within seconds: so many ids back we recognise the second one. */
const REMEMBERED_IDS = 1_000;
const ID_HEADER = 'Nats-Msg-Id';

/**
 * Events on the stream E2A_EVENTS. Followers listen to the subjects themselves, not to a consumer: from now on is all
 * they want, and nothing is left at the server when they go.
 */
export function jetStreamEvents(link: Link): EventBoard {
  return {
    announce: async (event, publishId, at) => {
      const payload = encodeEvent(event, at);
      await patiently(link, 'announcing', () => link.js.publish(eventSubject(event), payload, { msgID: publishId }));
    },
    follow: (job, signal) => {
      const unread = new Unread(signal);
      const subscription = link.nc.subscribe(eventFilter(job), {
        callback: (_error, message) => {
          const event = message ? decodeEvent(message.data) : null;
          const isNew = event !== null && eventSubject(event) === message.subject;
          if (isNew && unread.isFirst(message.headers?.get(ID_HEADER) ?? '')) unread.push(event);
        },
      });
      return drainInto(unread, subscription);
    },
  };
}

async function* drainInto(unread: Unread, subscription: Subscription): AsyncGenerator<PublishedEvent> {
  try {
    yield* unread.read();
  } finally {
    subscription.unsubscribe();
  }
}

/** A bounded queue between the connection and one reader. */
class Unread {
  private readonly events: PublishedEvent[] = [];
  private readonly ids = new Set<string>();
  private wake: () => void = () => undefined;

  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener('abort', () => this.wake(), { once: true });
  }

  /** The stream stores an id once, but a subscription hears every repetition of it. */
  isFirst(id: string): boolean {
    if (id === '') return true;
    if (this.ids.has(id)) return false;
    this.ids.add(id);
    const oldest = this.ids.size > REMEMBERED_IDS ? this.ids.values().next().value : undefined;
    if (oldest !== undefined) this.ids.delete(oldest);
    return true;
  }

  push(event: PublishedEvent): void {
    this.events.push(event);
    if (this.events.length > UNREAD_MAX) this.events.shift();
    this.wake();
  }

  async *read(): AsyncGenerator<PublishedEvent> {
    while (!this.signal.aborted) {
      const next = this.events.shift();
      if (next) yield next;
      else
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
    }
  }
}
