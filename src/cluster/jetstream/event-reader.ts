import type { StoredMsg } from '@nats-io/jetstream';
import type { PublishedEvent } from '../ports/index.js';
import { decodeEvent } from './codec.js';
import { EventEar } from './event-ear.js';
import { eventPages } from './event-pages.js';
import type { Link } from './link.js';
import { onAbort } from './on-abort.js';
import { eventSubject } from './subjects.js';

type Reading = [link: Link, filter: string, beginning: Promise<number | null>, signal: AbortSignal];

/**
 * The stored events after `beginning`, a page at a time, then those that come. One place in the stream follows the
 * other, so there is no seam between kept and live events, none over a lost connection, and a slow reader holds nothing.
 * @throws what the server refuses for good: no such stream, a login that may not
 */
export async function* readEvents(...reading: Reading): AsyncGenerator<PublishedEvent> {
  const [link, filter, , signal] = reading;
  const ear = new EventEar(link, filter, signal);
  try {
    yield* readStored(ear, ...reading);
  } finally {
    ear.close();
  }
}

/** The stored events after `beginning`, to the newest. @throws as `readEvents` */
export const readKeptEvents = (...reading: Reading): AsyncGenerator<PublishedEvent> => readStored(null, ...reading);

/** @param ear tells when there may be more; null: what is there is enough */
async function* readStored(
  ear: EventEar | null,
  ...[link, filter, beginning, signal]: Reading
): AsyncGenerator<PublishedEvent> {
  const nextPage = eventPages(link, filter, signal);
  let known: number | null = await unlessAborted(beginning, signal);
  while (known !== null && !isOver(link, signal)) {
    const page = await unlessAborted(nextPage(known), signal);
    if (page?.length === 0) {
      if (ear === null) return;
      await ear.news();
    }
    for (const found of page ?? []) {
      known = found.seq;
      ear?.haveRead(found.header);
      const event = eventIn(found);
      if (event !== null && !signal.aborted) yield event;
    }
  }
}

const isOver = (link: Link, signal: AbortSignal): boolean => signal.aborted || link.closing.aborted;

/** What is stored under another subject than it says was published by somebody else. */
function eventIn({ data, subject, seq }: StoredMsg): PublishedEvent | null {
  const event = decodeEvent(data);
  return event !== null && eventSubject(event) === subject ? { ...event, seq } : null;
}

/** Null at once when `signal` aborts: a screen that is closed does not wait for an answer. */
async function unlessAborted<T>(coming: Promise<T>, signal: AbortSignal): Promise<T | null> {
  if (signal.aborted) {
    coming.catch(() => undefined);
    return null;
  }
  let stop = (): void => undefined;
  const aborted = new Promise<null>((resolve) => {
    stop = onAbort(signal, () => resolve(null));
  });
  try {
    return await Promise.race([coming, aborted]);
  } finally {
    stop();
  }
}
