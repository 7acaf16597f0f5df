import type { PublishedEvent } from '../../client/index.js';
import type { SeenStatus } from './status-board.js';

/** After a lost connection browsers come back so soon, in milliseconds. */
const RECONNECT_MS = 2_000;

const encoder = new TextEncoder();

/** Opens a stream: says when to come back, and gets proxies to pass something on at once. */
export const OPENING = encoder.encode(`retry: ${RECONNECT_MS}\n\n`);

/** A line that no reader is told of; it keeps connections of impatient proxies open. */
export const STILL_HERE = encoder.encode(': still here\n\n');

/** One message of `text/event-stream`; `data` is one line because JSON is. */
const message = (event: string, data: unknown, id?: number): Uint8Array =>
  encoder.encode(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);

/** How everything stands, all events up to `seq` included. `left`: older jobs that are not in it. */
export const snapshotMessage = (seq: number, jobs: readonly SeenStatus[], left: number): Uint8Array =>
  message('snapshot', { v: 1, jobs: jobs.map(withVersion), ...(left === 0 ? {} : { left }) }, seq);

export const happenedMessage = (event: PublishedEvent): Uint8Array =>
  message('happened', { v: 1, ...event }, event.seq);

/** Without an id: it repeats what events told, so nobody has to hear it twice. */
export const statusMessage = (status: SeenStatus): Uint8Array => message('status', withVersion(status));

const withVersion = (status: SeenStatus) => ({ v: 1, ...status });
