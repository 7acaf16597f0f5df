import {
  bookBehavior,
  type BookState,
  chapterBehavior,
  type ChapterState,
  type JobStatus,
  jobStatus,
  type Turns,
} from '../actors/index.js';
import type { Checkpoint, Cluster } from '../cluster/ports/index.js';
import {
  assert,
  type ChapterId,
  CODES,
  EXIT,
  type Instant,
  isJobId,
  type JobId,
  nearest,
  readState,
  UserError,
} from '../core/index.js';
import { fewAtOnce } from './few-at-once.js';
import { matchName } from './names.js';
import { notTaken, waitingJobs } from './not-taken.js';

/** A line of `e2a jobs`. */
export interface JobEntry {
  readonly status: JobStatus;
  readonly updatedAt: Instant;
  /** When it was submitted; null for a job of an older e2a. */
  readonly orderedAt: Instant | null;
}

/** A job as it rests in its checkpoint. */
export interface JobReading extends JobEntry {
  readonly turn: number;
  /** Starts of the book, from 1; 0 before the first. */
  readonly run: number;
}

/** The job that was submitted last: of several that run, the one that changed last is another every moment. */
const LAST = '@last';

export async function bookCheckpoint(cluster: Cluster, job: JobId): Promise<Checkpoint | null> {
  const stored = await cluster.checkpoints.load({ kind: bookBehavior.kind, job });
  if (stored === null) return null;
  if (stored.checkpoint.schemaVersion > bookBehavior.schemaVersion) throw tooNew(job);
  return stored.checkpoint;
}

/** What lies in a Book's checkpoint, as `bookCheckpoint` gives it: what is newer never comes here. */
export function bookStateOf(checkpoint: Checkpoint): BookState {
  const state = readState(bookBehavior, checkpoint);
  assert(state !== null, 'a Book of a newer e2a was not refused');
  return state;
}

/** Null when no book host has taken the job yet. */
export async function statusOf(cluster: Cluster, job: JobId): Promise<JobReading | null> {
  const checkpoint = await bookCheckpoint(cluster, job);
  if (checkpoint === null) return null;
  const book = bookStateOf(checkpoint);
  const { updatedAt, turn } = checkpoint;
  const { chapters, turns } = await openChapters(cluster, book);
  const status = jobStatus(book, chapters, { book: turn, ...turns });
  const orderedAt = ('order' in book ? book.order.orderedAt : null) ?? null;
  return { status, updatedAt, orderedAt, turn, run: 'run' in book ? book.run : 0 };
}

interface OpenChapters {
  readonly chapters: ReadonlyMap<ChapterId, ChapterState>;
  readonly turns: Turns;
}

/** Only chapters that are being spoken know more than their Book. */
async function openChapters(cluster: Cluster, book: BookState): Promise<OpenChapters> {
  const open = 'chapters' in book ? book.chapters.filter((entry) => entry.progress === 'speaking') : [];
  const loaded = await Promise.all(
    open.map((entry) => cluster.checkpoints.load({ kind: 'chapter', job: book.job, chapter: entry.id })),
  );
  const chapters = new Map<ChapterId, ChapterState>();
  const turns: Record<string, number> = {};
  for (const [index, { id }] of open.entries()) {
    const checkpoint = loaded[index]?.checkpoint;
    const chapter = checkpoint === undefined ? null : readState(chapterBehavior, checkpoint);
    if (checkpoint === undefined || chapter === null) continue;
    chapters.set(id, chapter);
    turns[id] = checkpoint.turn;
  }
  return { chapters, turns };
}

const knownJobs = async (cluster: Cluster): Promise<readonly JobId[]> =>
  (await cluster.checkpoints.list(bookBehavior.kind)).map((address) => address.job).sort();

/** Those in their checkpoints and those that still lie in the mailbox, the job that changed last first. */
export async function jobs(cluster: Cluster): Promise<readonly JobEntry[]> {
  const waiting = await waitingJobs(cluster);
  const names = await knownJobs(cluster);
  const read = await fewAtOnce(names, (job) => statusOf(cluster, job));
  const entries: JobEntry[] = read.filter((entry) => entry !== null).filter(isThere);
  const taken = new Set(entries.map(({ status }) => status.job));
  const notYet = waiting
    .filter(({ job }) => !taken.has(job))
    .map((one) => ({ status: notTaken(one.job, one), updatedAt: one.since, orderedAt: one.since }));
  return [...entries, ...notYet].sort((a, b) => b.updatedAt - a.updatedAt);
}

/** A removed job leaves a tombstone for a day; nobody is shown it. */
const isThere = ({ status }: JobEntry): boolean => status.state !== 'removed' && status.state !== 'new';

/** How a job stands, "not taken yet" included. */
export async function currentStatus(cluster: Cluster, job: JobId): Promise<JobStatus> {
  const reading = await statusOf(cluster, job);
  if (reading !== null && reading.status.state !== 'removed') return reading.status;
  const [waiting] = await waitingJobs(cluster, job);
  return waiting === undefined && reading !== null ? reading.status : notTaken(job, waiting);
}

/** An id, an unambiguous beginning of one, or `@last`. */
export async function findJob(cluster: Cluster, name: string): Promise<JobId> {
  if (isJobId(name) && (await exists(cluster, name))) return name;
  if (name === LAST) {
    const newest = (await jobs(cluster)).toSorted((a, b) => (b.orderedAt ?? 0) - (a.orderedAt ?? 0))[0];
    if (newest === undefined) throw noSuchJob('There is no job yet.', undefined, 'e2a submit BOOK');
    return newest.status.job;
  }
  const all = (await jobs(cluster)).map(({ status }) => status.job).sort();
  const match = matchName(name, all);
  if (match.type === 'one') return match.name;
  if (match.type === 'none') throw unknownJob(name, all);
  throw noSuchJob(`"${name}" is the beginning of ${match.count} jobs.`, match.why, `e2a show ${match.first}`);
}

async function exists(cluster: Cluster, job: JobId): Promise<boolean> {
  const checkpoint = await bookCheckpoint(cluster, job);
  const phase = checkpoint && bookStateOf(checkpoint).phase;
  if (phase !== null && phase !== 'removed' && phase !== 'new') return true;
  return (await waitingJobs(cluster, job)).length > 0;
}

function unknownJob(name: string, known: readonly JobId[]): UserError {
  const meant = nearest(name, known);
  return noSuchJob(
    `There is no job "${name}".`,
    meant === null ? 'It was never submitted here, or it was removed.' : `There is one called ${meant}.`,
    meant === null ? 'e2a jobs' : `e2a show ${meant}`,
  );
}

const noSuchJob = (what: string, why: string | undefined, fix: string): UserError =>
  new UserError({ code: CODES.noSuchJob, what, why, fix }, EXIT.notFound);

const tooNew = (job: JobId): UserError =>
  new UserError(
    {
      code: CODES.internal,
      what: `The job ${job} was written by a newer e2a.`,
      why: 'Its checkpoint has a schema that this version does not know.',
      fix: 'update e2a on this machine',
    },
    EXIT.failed,
  );
