import { resolve } from 'node:path';
import type { BookCommand, Client, JobStatus } from '../client/index.js';
import { CODES, EXIT, type JobId, UserError } from '../core/index.js';
import { isFinal, jobEvents } from './job-events.js';
import type { JobEvent } from './job-event.js';
import { type JobResult, resultOf, whole } from './job-result.js';
import type { KnownJob } from './known-job.js';
import { told, toldBitByBit } from './waiting.js';

/** How long the answer of a Book is waited for; one that is up answers within a second. */
const ANSWER_LIMIT_MS = 10_000;

export interface StopWaiting {
  /** Ends the waiting, which then rejects with the signal's reason; the job goes on. */
  readonly signal?: AbortSignal | undefined;
}

/** One order of a book, wherever it is made. Everything that fails throws a `UserError`. */
export interface Job {
  readonly id: string;
  status(): Promise<JobStatus>;
  /**
   * What happens to it, each event once and in order, until nothing more will come.
   * @param options.from `seq` of the last event that is known; default: those since the job was submitted here, else
   * all that are kept
   */
  events(options?: StopWaiting & { readonly from?: number | undefined }): AsyncIterable<JobEvent>;
  /**
   * Waits until it is made. Throws when it failed, was cancelled or removed.
   * @param options.cancelOnAbort the signal ends the job, too: what is spoken is kept
   */
  result(options?: StopWaiting & { readonly cancelOnAbort?: boolean | undefined }): Promise<JobResult>;
  /** @param n as `plan` numbers them */
  chapter(n: number): JobChapter;
  /**
   * Writes its finished files into a folder of their own, which is made where it is not there: whole, or not at all.
   * @returns absolute paths, sound first
   */
  save(folder: string, options?: { readonly force?: boolean | undefined }): Promise<readonly string[]>;
  pause(options?: StopWaiting): Promise<JobStatus>;
  resume(options?: StopWaiting): Promise<JobStatus>;
  /** Ends it; what is spoken is kept for `retry`. */
  cancel(options?: StopWaiting): Promise<JobStatus>;
  /** Goes on with what is over. @param options.chapters speaks these anew; default: what failed or is missing */
  retry(options?: StopWaiting & { readonly chapters?: readonly number[] | 'all' | undefined }): Promise<JobStatus>;
}

export interface JobChapter {
  /** Its sound as FLAC, as soon as it is joined, long before the book is done. */
  stream(): AsyncIterable<Uint8Array>;
}

/** What jobs share of one connection. */
export interface Connection {
  readonly client: Client;
  /** Aborts when it is closed. */
  readonly closing: AbortSignal;
  readonly cwd: string;
}

export function openJob(connection: Connection, known: KnownJob): Job {
  const { client, closing, cwd } = connection;
  const { id } = known;
  const until = (signal: AbortSignal | undefined): AbortSignal =>
    signal === undefined ? closing : AbortSignal.any([signal, closing]);
  const command = (order: BookCommand, { signal }: StopWaiting = {}): Promise<JobStatus> =>
    told(() => commanded(client, id, order, until(signal)), until(signal));
  return {
    id,
    status: () => told(() => client.current(id), closing),
    events: ({ signal, from = known.since } = {}) =>
      toldBitByBit(() => jobEvents(client, known, from, until(signal)), until(signal)),
    result: ({ signal, cancelOnAbort } = {}) =>
      waitForResult(connection, known, until(signal)).catch(async (error: unknown) => {
        if (cancelOnAbort === true && signal?.aborted === true) await command({ type: 'CancelBook' });
        throw error;
      }),
    chapter: (n) => ({ stream: () => toldBitByBit(() => whole(() => client.openChapter(id, n)), closing) }),
    save: (folder, { force = false } = {}) =>
      told(async () => {
        const folderFor = (): string => resolve(cwd, folder);
        return (await client.fetchFolder({ job: id, folderFor, force })).paths;
      }, closing),
    pause: (options) => command({ type: 'PauseBook' }, options),
    resume: (options) => command({ type: 'ResumeBook' }, options),
    cancel: (options) => command({ type: 'CancelBook' }, options),
    retry: ({ chapters, ...options } = {}) => command(retryOf(chapters), options),
  };
}

const waitForResult = (
  { client, closing }: Connection,
  { id, afterTurn }: KnownJob,
  signal: AbortSignal,
): Promise<JobResult> =>
  told(async () => {
    for await (const { status } of client.watch(id, { signal, afterTurn }))
      if (isFinal(status)) return resultOf(client, status, closing);
    throw signal.reason;
  }, signal);

function retryOf(chapters: readonly number[] | 'all' | undefined): BookCommand {
  if (chapters === undefined) return { type: 'RetryBook', what: 'failed' };
  return chapters === 'all' ? { type: 'RetryBook', what: 'all' } : { type: 'RetryBook', what: 'all', chapters };
}

async function commanded(client: Client, job: JobId, order: BookCommand, signal: AbortSignal): Promise<JobStatus> {
  const end = await client.command(job, order, { limitMs: ANSWER_LIMIT_MS, signal });
  if (end.outcome === 'done' || end.outcome === 'already') return end.status;
  if (end.outcome === 'refused') throw refused(job, end.why);
  throw unanswered(job, end.status);
}

const refused = (job: JobId, why: string): UserError =>
  new UserError({ code: CODES.notNow, what: `${job} cannot do that now.`, why, fix: 'look at status()' }, EXIT.failed);

const unanswered = (job: JobId, { state }: JobStatus): UserError =>
  new UserError(
    {
      code: CODES.notNow,
      what: `${job} was told; no node with the role book has answered yet.`,
      why: `It is ${state}; the order waits for such a node.`,
      fix: 'start one: e2a node --role book',
    },
    EXIT.stillRunning,
  );
