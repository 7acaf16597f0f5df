import { DirectMsgHeaders, type StoredMsg } from '@nats-io/jetstream';
import { DirectMsgImpl } from '@nats-io/jetstream/internal';
import { createInbox, type Msg, type Subscription } from '@nats-io/transport-node';
import type { Link } from './link.js';
import { onAbort } from './on-abort.js';
import { persistently } from './patience.js';
import { EVENT_STREAM, eventFilter } from './subjects.js';

/** Events that one request brings at most. Few are slow: for each page the server counts all that follow it (measured). */
const PAGE_EVENTS = 2_000;
/** Bytes after which a page ends, so that a reader holds no more however long the events are. */
const PAGE_BYTES = 1024 ** 2;
/** Silence after which a page is given up. A busy server counts for a while; a connection that breaks is heard of at once. */
const SILENCE_MS = 3_000;
/** All that is in the stream, which the server need not look through for it. */
const EVERYTHING = '>';
const STATUS_END_OF_BATCH = 204;
const STATUS_NOT_FOUND = 404;

/**
 * Reads the stream page by page, in order: the first event after a place alone, which is all that most looks bring;
 * then, while there are more, hundreds with one request. A server before 2.11 answers each request with one event.
 *
 * Of a page that breaks off what came in order counts, and the next begins behind it.
 * @returns what gives the next page; an empty one: nothing is there yet, or nobody wants it any more.
 * It throws what the server refuses for good: no such stream, a login that may not.
 */
export function eventPages(
  link: Link,
  filter: string,
  signal: AbortSignal,
): (known: number) => Promise<readonly StoredMsg[]> {
  const wanted = filter === eventFilter(null) ? EVERYTHING : filter;
  let goesOn = false;
  let isOld = false;
  const manyAfter = async (known: number): Promise<readonly StoredMsg[] | null> => {
    const page = new Page(link, known, signal);
    const events = await page.ask(wanted);
    isOld = page.isAlone;
    return events;
  };
  return async (known) => {
    const many = goesOn && !isOld ? await manyAfter(known) : null;
    // A page without an answer is asked for as one event, where every failure has its words.
    const page = many ?? (await oneAfter(link, wanted, known, signal));
    goesOn = page.length > 0;
    return page;
  };
}

async function oneAfter(link: Link, filter: string, known: number, signal: AbortSignal): Promise<readonly StoredMsg[]> {
  const found = await persistently(link, 'reading events', signal, () =>
    link.jsm.direct.getMessage(EVENT_STREAM, { seq: known + 1, next_by_subj: filter }),
  );
  return found === null ? [] : [found];
}

/** One request and its answers, to a reply address of its own. */
class Page {
  /** The server knows of no pages and has answered with one event. */
  isAlone = false;
  private readonly events: StoredMsg[] = [];
  private end: (isAnswered: boolean) => void = () => undefined;
  private heard: () => void = () => undefined;

  constructor(
    private readonly link: Link,
    private readonly known: number,
    private readonly signal: AbortSignal,
  ) {}

  /** Null when no answer came. */
  async ask(filter: string): Promise<readonly StoredMsg[] | null> {
    const { nc, closing, inboxPrefix } = this.link;
    if (this.signal.aborted || closing.aborted) return null;
    const reply = createInbox(inboxPrefix);
    const subscription = nc.subscribe(reply, { callback: (error, message) => this.take(error, message) });
    const query = { seq: this.known + 1, next_by_subj: filter, batch: PAGE_EVENTS, max_bytes: PAGE_BYTES };
    nc.publish(`$JS.API.DIRECT.GET.${EVENT_STREAM}`, JSON.stringify(query), { reply });
    const isAnswered = await this.untilEnd(subscription);
    return isAnswered || this.events.length > 0 ? this.events : null;
  }

  private untilEnd(subscription: Subscription): Promise<boolean> {
    return new Promise((resolve) => {
      this.end = (isAnswered) => {
        this.end = () => undefined;
        clearTimeout(silence);
        for (const stop of stops) stop();
        subscription.unsubscribe();
        resolve(isAnswered);
      };
      const broken = (): void => this.end(false);
      const silence = setTimeout(broken, SILENCE_MS);
      this.heard = () => silence.refresh();
      const stops = [this.link.onBreak(broken), onAbort(this.signal, broken)];
    });
  }

  private take(error: Error | null, message: Msg): void {
    const status = error ? undefined : message.headers?.code;
    if (status === 0) this.add(new DirectMsgImpl(message));
    else this.end(status === STATUS_END_OF_BATCH || status === STATUS_NOT_FOUND);
  }

  private add(event: DirectMsgImpl): void {
    const before = this.events.at(-1);
    const isGap = before !== undefined && event.lastSequence !== before.seq;
    if (!isGap) this.events.push(event);
    this.heard();
    this.isAlone = !event.header.has(DirectMsgHeaders.NumPending);
    if (isGap || this.isAlone) this.end(true);
  }
}
