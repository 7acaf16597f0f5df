import { type Client, isFinalPhase, type JobStatus } from '../client/index.js';
import { isFinalEvent, type JobEvent, jobEventOf } from './job-event.js';
import type { KnownJob } from './known-job.js';

/** Nothing more will come of it by itself. */
export const isFinal = ({ state }: JobStatus): boolean => isFinalPhase(state);

/**
 * Events of a job after `from`: first those that are kept, then those that come, until its last one.
 * A job that was made, retried and made again has ended twice: the last of its ends is the end.
 */
export async function* jobEvents(
  client: Client,
  known: KnownJob,
  from: number,
  signal: AbortSignal,
): AsyncGenerator<JobEvent> {
  if (await hasEnded(client, known, from, signal)) return;
  for await (const event of client.events(known.id, { after: from, signal })) {
    const told = jobEventOf(event);
    yield told;
    if (isFinalEvent(told) && (await hasEnded(client, known, told.seq, signal))) return;
  }
}

/** Its state is final, and nothing is told of it after this place. */
async function hasEnded(
  client: Client,
  { id, afterTurn }: KnownJob,
  seq: number,
  signal: AbortSignal,
): Promise<boolean> {
  for await (const { status } of client.watch(id, { signal, afterTurn })) {
    if (!isFinal(status)) return false;
    for await (const _ of client.keptEvents(id, { after: seq, signal })) return false;
    break;
  }
  return true;
}
