import type { Client, JobStatus, PublishedEvent } from '../../client/index.js';
import type { Settings } from '../../config/index.js';
import { type BackoffPolicy, backoffMs, type Clock, CODES, toError, toFailure, UserError } from '../../core/index.js';
import type { Logger } from '../../telemetry/index.js';
import { followEvents, type Handled, statusOf } from '../event-cursor/index.js';
import type { CountSent } from '../outgoing/index.js';
import { filesDigest, putOnShelf, type ShelfSettings } from '../shelf/index.js';
import { type FormFile, formOf } from './multipart.js';
import { placeOf, scan, type ShelfAddress, type ShelfAnswer, upload, UPLOAD_LIMIT_MS } from './shelf-server.js';

export interface ShelfPush {
  readonly settings: ShelfSettings &
    Pick<Settings, 'audiobookshelfUrl' | 'audiobookshelfToken' | 'audiobookshelfLibrary' | 'audiobookshelfFolder'>;
  readonly client: Client;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  readonly sent: CountSent;
  /** Ends the sending. */
  readonly signal: AbortSignal;
  /** This process: one of a cluster sends. */
  readonly holder: string;
  /** Relative shelves begin here. */
  readonly cwd: string;
}

const NAME = 'audiobookshelf';
const FINISHED: readonly string[] = ['book-completed', 'book-partial'];
const AGAIN: BackoffPolicy = { firstMs: 30_000, maxMs: 60 * 60_000 };
/** After that somebody has to send it by hand; each is tried once at least. */
const GIVEN_UP_MS = 24 * 60 * 60_000;
/** Longer than the questions before and after an upload take. */
const QUESTIONS_MS = 60_000;

/** Sends each book that is finished from now on; without an address it resolves at once. */
export async function startAudiobookshelf(push: ShelfPush): Promise<void> {
  const { settings, client, clock, log, signal, holder } = push;
  const { audiobookshelfUrl: url, audiobookshelfLibrary: library } = settings;
  if (url === null || library === null) return;
  const address = { url, library, token: settings.audiobookshelfToken, folder: settings.audiobookshelfFolder };
  await followEvents({
    ...{ client, clock, log, signal, holder },
    name: NAME,
    leaseMs: UPLOAD_LIMIT_MS + QUESTIONS_MS,
    isWanted: ({ type }) => FINISHED.includes(type),
    handle: (event, tries) => sendBook(address, event, tries, push),
  });
}

async function sendBook(
  address: ShelfAddress,
  event: PublishedEvent,
  tries: number,
  push: ShelfPush,
): Promise<Handled> {
  const { client, clock, log, sent } = push;
  const { job } = event;
  const status = await statusOf(event, client);
  if (status === null || status.files.length === 0) return { type: 'done' };
  const record = `${NAME}/${filesDigest(status)}`;
  if ((await client.records.load(record)) !== null) return { type: 'done' };
  const answer = await send(address, status, push).catch(asAnswer);
  sent(NAME, answer.type === 'taken' ? 'ok' : 'failed');
  const at = clock.now();
  if (answer.type === 'failed' && at - event.at <= GIVEN_UP_MS) {
    log.warn({ jobId: job, why: answer.why, fix: answer.fix }, 'Audiobookshelf did not get the book; it is sent again');
    return { type: 'again', at: at + backoffMs(tries, AGAIN, job) };
  }
  const state = answer.type === 'taken' ? 'sent' : await withoutIt(answer, status, push);
  await client.records.save(record, { v: 1, job, state, at: new Date(at).toISOString() }, null);
  return { type: 'done' };
}

async function send(
  address: ShelfAddress,
  status: JobStatus,
  { client, log, signal }: ShelfPush,
): Promise<ShelfAnswer> {
  const place = await placeOf(address);
  if ('type' in place) return place;
  const { title, authors = [], series = '' } = status.facts ?? { title: status.title };
  const fields = { title, author: authors.join(', '), series, library: place.library, folder: place.folder };
  const unread: unknown[] = [];
  const files = await Promise.all(
    status.files.map(({ name }) => fileOf(client, status.job, name, (error) => unread.push(error))),
  );
  const answer = await upload(address, formOf(fields, files), signal);
  if (unread.length > 0) throw toError(unread[0]);
  if (answer.type !== 'taken') return answer;
  const scanned = await scan(address, place);
  if (scanned.type !== 'taken')
    log.info(
      { jobId: status.job },
      'Audiobookshelf has the book and was not asked to scan: its token is no administrator',
    );
  return answer;
}

/** Files that somebody took away may be made again within the day. */
function asAnswer(error: unknown): ShelfAnswer {
  if (!(error instanceof UserError) || error.retryable) throw error;
  const { what, why, fix } = error.failure;
  return { type: 'failed', why: [what, why].filter(Boolean).join(' '), fix: fix ?? '' };
}

/** @param brokeOff told of what the receiver cannot know: that our own reading failed */
async function fileOf(
  client: Client,
  job: string,
  name: string,
  brokeOff: (error: unknown) => void,
): Promise<FormFile> {
  const file = await client.openFile(job, name);
  return {
    name,
    async *read() {
      try {
        yield* file.read(0, file.bytes);
      } catch (error) {
        brokeOff(error);
        throw error;
      }
    },
  };
}

/** Too large for its way, or refused for a day: the shelf folder takes it, where there is one. */
async function withoutIt(
  { why, fix }: Exclude<ShelfAnswer, { readonly type: 'taken' }>,
  status: JobStatus,
  { client, settings, log, cwd }: ShelfPush,
): Promise<'shelved' | 'given-up'> {
  const { job } = status;
  log.warn({ jobId: job, why, fix }, 'Audiobookshelf did not get the book');
  try {
    return (await putOnShelf(client, status, settings, { cwd, force: false })) === null ? 'given-up' : 'shelved';
  } catch (error) {
    const { code, what } = toFailure(error, CODES.internal);
    log.warn({ jobId: job, code, what }, 'nor could it be put on the shelf');
    return 'given-up';
  }
}
