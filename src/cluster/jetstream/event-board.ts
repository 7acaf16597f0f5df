import type { JobId } from '../../core/index.js';
import type { EventBoard } from '../ports/index.js';
import { encodeEvent } from './codec.js';
import { readEvents, readKeptEvents } from './event-reader.js';
import type { Link } from './link.js';
import { patiently, persistently } from './patience.js';
import { EVENT_STREAM, eventFilter, eventSubject } from './subjects.js';
import { traceHeaders } from './trace-headers.js';

/**
 * Events on the stream E2A_EVENTS. Followers read the stream itself, by direct get, so that nothing is left at the
 * server when they go; what they hear on the subjects only tells them when to look.
 */
export function jetStreamEvents(link: Link): EventBoard {
  const lastSeq = async (): Promise<number> => (await link.jsm.streams.info(EVENT_STREAM)).state.last_seq;
  /** Where a follower begins: what it knows of another board, with a longer history, says nothing about this one. */
  const beginAfter = async (after: number | undefined, signal: AbortSignal): Promise<number | null> => {
    const newest = await persistently(link, 'looking at the events', signal, lastSeq);
    return after === undefined || newest === null ? newest : after > newest ? 0 : after;
  };
  type Reader = typeof readEvents;
  const reading = (read: Reader, job: JobId | null, signal: AbortSignal, after?: number): ReturnType<Reader> => {
    const beginning = beginAfter(after, signal);
    // Who never reads never hears of its failure.
    beginning.catch(() => undefined);
    return read(link, eventFilter(job), beginning, signal);
  };
  return {
    announce: async (event, publishId, at, traceparent) => {
      const payload = encodeEvent(event, at);
      const options = { msgID: publishId, headers: traceHeaders(traceparent) };
      await patiently(link, 'announcing', () => link.js.publish(eventSubject(event), payload, options));
    },
    follow: (job, signal, after) => reading(readEvents, job, signal, after),
    kept: (job, signal, after) => reading(readKeptEvents, job, signal, after),
    last: () => patiently(link, 'looking at the events', lastSeq),
  };
}
