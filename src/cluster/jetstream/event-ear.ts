import type { MsgHdrs, Subscription } from '@nats-io/transport-node';
import { type Link, pause } from './link.js';
import { onAbort } from './on-abort.js';

const ID_HEADER = 'Nats-Msg-Id';
/** Silence after which a reader looks by itself: a message that only a subscription lost costs no more than this. */
const LOOK_EVERY_MS = 5_000;
/** What was heard is stored within milliseconds; on servers that copy it to each other a little later. */
const FIRST_LOOK_MS = 4;

/** Hears that there are events to read. An event is often heard before it is stored: then it is looked for again. */
export class EventEar {
  /** Id of what was heard last and has not been read. */
  private heard: string | null = null;
  private lookAgainMs = LOOK_EVERY_MS;
  private rung = new AbortController();
  private readonly subscription: Subscription;
  private readonly stops: readonly (() => void)[];

  constructor(
    private readonly link: Link,
    filter: string,
    private readonly signal: AbortSignal,
  ) {
    this.subscription = link.nc.subscribe(filter, {
      callback: (_error, message) => this.hear(message?.headers?.get(ID_HEADER) ?? ''),
    });
    // What came while the connection was lost nobody heard.
    this.stops = [link.onBreak(() => this.hear('')), onAbort(signal, () => this.rung.abort())];
  }

  /** Told of every event that was read. */
  haveRead(header: MsgHdrs | undefined): void {
    const id = header?.get(ID_HEADER);
    if (id === this.heard) this.heard = null;
    this.lookAgainMs = FIRST_LOOK_MS;
  }

  /** Resolves when it is time to look; called when nothing was found. */
  async news(): Promise<void> {
    if (this.signal.aborted) return;
    const waitMs = this.heard === null ? LOOK_EVERY_MS : this.lookAgainMs;
    this.lookAgainMs = Math.min(LOOK_EVERY_MS, 2 * this.lookAgainMs);
    await pause(waitMs, this.rung.signal, this.link.closing);
    if (!this.signal.aborted) this.rung = new AbortController();
  }

  close(): void {
    for (const stop of this.stops) stop();
    this.subscription.unsubscribe();
  }

  private hear(id: string): void {
    this.heard = id;
    this.lookAgainMs = FIRST_LOOK_MS;
    this.rung.abort();
  }
}
