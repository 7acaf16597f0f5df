import type { PublishedEvent } from '../../client/index.js';
import { type Clock, type JobId, toError } from '../../core/index.js';
import { type KeptEvent, KeptEvents } from './kept-events.js';
import type { LiveCluster } from './live-cluster.js';
import { OpenStream } from './open-stream.js';
import { happenedMessage, OPENING, snapshotMessage, statusMessage, STILL_HERE } from './sse-message.js';
import { StatusBoard, type StatusBoardOptions } from './status-board.js';

export type { LiveCluster } from './live-cluster.js';

export interface StreamRequest {
  /** Null: all jobs. */
  readonly job: JobId | null;
  /** The `Last-Event-ID` of who comes back; null: begins with a snapshot. */
  readonly after: number | null;
}

export interface EventHubOptions {
  readonly cluster: LiveCluster;
  readonly clock: Clock;
  /** Is shown every status that is read. */
  readonly look: StatusBoardOptions['look'];
  /** The cluster's events do not come; it is asked again. */
  readonly trouble?: (reason: string) => void;
  /** Default `EVENTS_KEPT`. */
  readonly eventsKept?: number;
}

/** Live events of one web server, for as many readers as there are. */
export interface EventHub {
  /** The bytes of a `text/event-stream`; null when as many streams are open as may be. */
  open(request: StreamRequest): ReadableStream<Uint8Array> | null;
  /** Readers now. */
  readonly streams: number;
  /** Ends all streams; resolves when the following has ended. */
  close(): Promise<void>;
}

/** Open streams of one server: each costs a socket and some kilobytes. */
const MOST_STREAMS = 1_000;
/** Proxies cut connections that are silent for half a minute. */
const STILL_HERE_EVERY_MS = 15_000;
/** After the cluster's events broke off. */
const FOLLOW_AGAIN_MS = 1_000;

/** Nothing is followed before the first stream is opened. */
export function createEventHub(options: EventHubOptions): EventHub {
  return new Hub(options);
}

class Hub implements EventHub {
  readonly #streams = new Set<OpenStream>();
  readonly #closed = new AbortController();
  readonly #board: StatusBoard;
  #kept: KeptEvents | null = null;
  #following: { readonly begun: Promise<void>; readonly ended: Promise<unknown> } | null = null;

  constructor(private readonly options: EventHubOptions) {
    const { cluster, clock, look } = options;
    this.#board = new StatusBoard({
      cluster,
      clock,
      look,
      signal: this.#closed.signal,
      tell: (status) => this.#tell(status.job, statusMessage(status)),
    });
  }

  get streams(): number {
    return this.#streams.size;
  }

  open({ job, after }: StreamRequest): ReadableStream<Uint8Array> | null {
    if (this.#streams.size >= MOST_STREAMS || this.#closed.signal.aborted) return null;
    const stream = new OpenStream(job, (opened) => this.#beginning(opened, after));
    this.#streams.add(stream);
    stream.ended.addEventListener('abort', () => this.#leave(stream), { once: true });
    return stream.body;
  }

  async close(): Promise<void> {
    this.#closed.abort();
    for (const stream of [...this.#streams]) stream.end();
    await this.#following?.ended;
  }

  #leave(stream: OpenStream): void {
    this.#streams.delete(stream);
    if (this.#streams.size === 0) this.#board.sleep();
  }

  #tell(job: JobId, bytes: Uint8Array): void {
    for (const stream of this.#streams) if (stream.hears(job)) stream.push(bytes);
  }

  /** One that breaks off ends the stream: its reader comes back with what it has heard. */
  async *#beginning(stream: OpenStream, after: number | null): AsyncGenerator<Uint8Array> {
    try {
      yield* this.#upToDate(stream, after);
    } catch (error) {
      this.options.trouble?.(toError(error).message);
      stream.end();
    }
  }

  /** What a stream begins with. It goes live in the same step that says up to where it is brought: no gap, no repetition. */
  async *#upToDate(stream: OpenStream, after: number | null): AsyncGenerator<Uint8Array> {
    yield OPENING;
    const kept = await this.#readyFor(stream);
    if (kept === null) return;
    if (after === null || after > kept.last) return yield this.#snapshotFor(stream, kept);
    stream.goLive();
    const concerned = new Set<JobId>();
    for await (const { job, bytes } of this.#missed(kept, after, stream)) {
      concerned.add(job);
      yield bytes;
    }
    for (const status of this.#board.running(stream.job)) yield statusMessage(status);
    for (const job of concerned) this.#board.touch(job, true);
  }

  /** Null: the server closes, or its reader has gone. */
  async #readyFor(stream: OpenStream): Promise<KeptEvents | null> {
    const { clock, trouble } = this.options;
    while (!stream.ended.aborted) {
      try {
        await this.#follow();
        await this.#board.wake();
        if (this.#kept !== null) return this.#kept;
      } catch (error) {
        trouble?.(toError(error).message);
      }
      await clock.sleep(FOLLOW_AGAIN_MS, stream.ended);
    }
    return null;
  }

  #snapshotFor(stream: OpenStream, kept: KeptEvents): Uint8Array {
    stream.goLive();
    const { jobs, left } = this.#board.snapshot(stream.job);
    return snapshotMessage(kept.last, jobs, left);
  }

  /** Events above `after` that were there when the stream went live, of its job. */
  async *#missed(kept: KeptEvents, after: number, { job, ended }: OpenStream): AsyncGenerator<KeptEvent> {
    const until = kept.last;
    if (after >= until) return;
    const events = kept.after(after) ?? this.#fromCluster(after, until, ended);
    for await (const event of events) if (job === null || event.job === job) yield event;
  }

  /** Of all jobs, though one is asked for: its own last event would not be known for the last one. */
  async *#fromCluster(after: number, until: number, signal: AbortSignal): AsyncGenerator<KeptEvent> {
    for await (const event of this.options.cluster.events(null, { after, signal })) {
      if (event.seq > until) return;
      yield { seq: event.seq, job: event.job, bytes: happenedMessage(event) };
      if (event.seq === until) return;
    }
  }

  /** Resolves when events are followed. */
  #follow(): Promise<void> {
    if (this.#following !== null) return this.#following.begun;
    const begun = this.#begin();
    const ended = begun.then(() => Promise.all([this.#followOn(), this.#sayStillHere()])).catch(() => undefined);
    this.#following = { begun, ended };
    begun.catch(() => {
      this.#following = null;
    });
    return begun;
  }

  async #begin(): Promise<void> {
    this.#kept = new KeptEvents(await this.options.cluster.lastEvent(), this.options.eventsKept);
  }

  async #followOn(): Promise<void> {
    const { cluster, clock, trouble } = this.options;
    const signal = this.#closed.signal;
    while (!signal.aborted) {
      try {
        const after = this.#kept?.last ?? 0;
        for await (const event of cluster.events(null, { after, signal })) this.#take(event);
      } catch (error) {
        trouble?.(toError(error).message);
      }
      await clock.sleep(FOLLOW_AGAIN_MS, signal);
    }
  }

  #take(event: PublishedEvent): void {
    const isNext = this.#kept !== null && event.seq > this.#kept.last;
    const kept = (isNext ? this.#kept : null) ?? this.#startOver(event.seq - 1);
    const { job, bytes } = kept.take(event);
    this.#tell(job, bytes);
    this.#board.touch(job);
  }

  /** The cluster counts anew: its store is another one. Who comes back is shown a snapshot. */
  #startOver(last: number): KeptEvents {
    for (const stream of [...this.#streams]) stream.end();
    this.#kept = new KeptEvents(last, this.options.eventsKept);
    return this.#kept;
  }

  async #sayStillHere(): Promise<void> {
    const signal = this.#closed.signal;
    while (!signal.aborted) {
      await this.options.clock.sleep(STILL_HERE_EVERY_MS, signal);
      for (const stream of this.#streams) stream.push(STILL_HERE);
    }
  }
}
