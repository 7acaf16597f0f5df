import { createHash, randomBytes } from 'node:crypto';
import { bookBehavior, isFinalPhase, type JobStatus, type Order } from '../actors/index.js';
import { isUsualRendition, type Rendition, USUAL_RENDITION } from '../planning/index.js';
import type { Checkpoint, Cluster } from '../cluster/ports/index.js';
import { type Clock, type Instant, isTraceparent, jobId, type JobId, nextHop, type Priority } from '../core/index.js';
import {
  type EncodedReading,
  encodeReading,
  type LanguageVoice,
  type OrderSettings,
  orderDigest,
  PLAIN_READING,
  type Reading,
} from '../planning/index.js';
import { bookCheckpoint, bookStateOf, statusOf } from './jobs.js';

export interface SubmitRequest {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  /** The book's own title. */
  readonly title: string;
  readonly settings: Omit<OrderSettings, 'reading' | 'languageVoices' | 'rendition'> & {
    /** Voices for what is in other languages; default: none. */
    readonly languageVoices?: readonly LanguageVoice[] | undefined;
    /** Default: one M4B. */
    readonly rendition?: Rendition | undefined;
  };
  /** Which parts are read, how a person changed them and how words are said; default: the plain one. */
  readonly reading?: Reading | undefined;
  /** Which of two books' work is taken first; default: p1. A job that is there keeps its own. */
  readonly priority?: Priority | undefined;
  /** Start anew where "already done" would be the answer. */
  readonly force: boolean;
  /** W3C trace context of who asks; what is none is left aside. Absent: a new trace begins here. */
  readonly traceparent?: string | undefined;
}

export interface Submission {
  readonly job: JobId;
  /** Nothing was started: the job is running or done. */
  readonly already: boolean;
  /** Turns the Book had taken when this was asked; a final state of that turn is an older run's. Null: it was unknown. */
  readonly afterTurn: number | null;
}

export interface LocatedJob {
  readonly job: JobId;
  /** Null when it was never started. */
  readonly status: JobStatus | null;
}

const DIGEST_LENGTH = 64;
/** Digits added when another order has the id: 4, 8, 12 … */
const DIGITS_STEP = 4;

/** Puts the book where every node finds it and tells the Book; nothing is waited for. */
export async function submitBook(cluster: Cluster, clock: Clock, request: SubmitRequest): Promise<Submission> {
  const reading = encodeReading(request.reading ?? PLAIN_READING);
  const order = orderOf(request, reading, clock.now());
  const { job, checkpoint } = await placeOf(cluster, order);
  const afterTurn = checkpoint?.turn ?? null;
  if (checkpoint !== null && !startsAnew(checkpoint, request.force)) return { job, already: true, afterTurn };
  await putOnce(cluster, order.book, request.bytes, `${order.title} (${request.fileName})`);
  if (reading !== null) await putOnce(cluster, reading, reading.bytes, `${order.title}: how it is read`);
  // Two callers that saw the same turn mean the same start.
  const id = `${job}/submit/${afterTurn ?? 'new'}/${order.digest}`;
  await cluster.mail.post({
    id,
    to: { kind: bookBehavior.kind, job },
    schemaVersion: bookBehavior.schemaVersion,
    sentAt: clock.now(),
    message: { type: 'SubmitBook', order, force: request.force },
    traceparent: nextHop(traceOf(request), id),
  });
  return { job, already: false, afterTurn };
}

const TRACE_BYTES = 16;
const SPAN_BYTES = 8;

const traceOf = ({ traceparent }: SubmitRequest): string =>
  traceparent !== undefined && isTraceparent(traceparent)
    ? traceparent
    : `00-${randomBytes(TRACE_BYTES).toString('hex')}-${randomBytes(SPAN_BYTES).toString('hex')}-01`;

/** Where this order's job is or would be; nothing is stored. */
export async function locateJob(cluster: Cluster, clock: Clock, request: SubmitRequest): Promise<LocatedJob> {
  const reading = encodeReading(request.reading ?? PLAIN_READING);
  const { job, checkpoint } = await placeOf(cluster, orderOf(request, reading, clock.now()));
  if (checkpoint === null || !('order' in bookStateOf(checkpoint))) return { job, status: null };
  return { job, status: (await statusOf(cluster, job))?.status ?? null };
}

function orderOf(request: SubmitRequest, reading: EncodedReading | null, orderedAt: Instant): Order {
  const { bytes, fileName, title, priority } = request;
  const digest = createHash('sha256').update(bytes).digest('hex');
  const stored = reading === null ? null : { object: reading.object, digest: reading.digest };
  const languageVoices = (request.settings.languageVoices ?? []).map((voice) => ({ ...voice }));
  const { rendition: asked = USUAL_RENDITION } = request.settings;
  const rendition = { ...asked, extras: [...asked.extras] };
  const settings = { ...request.settings, reading: stored, languageVoices, rendition };
  return {
    v: orderVersion(settings),
    digest: orderDigest(digest, settings),
    title,
    book: { object: `${digest}.epub`, digest, bytes: bytes.length, fileName },
    settings,
    priority: priority ?? 'p1',
    orderedAt,
  };
}

/** The oldest that says all of it: what an older host would drop without a word, it must not take. */
function orderVersion({ reading, languageVoices, rendition }: Order['settings']): Order['v'] {
  if (!isUsualRendition(rendition)) return 3;
  return reading === null && languageVoices.length === 0 ? 1 : 2;
}

/** The job's id: as short as it can be without meeting another order. */
async function placeOf(cluster: Cluster, order: Order): Promise<{ job: JobId; checkpoint: Checkpoint | null }> {
  for (let digits = DIGITS_STEP; digits < DIGEST_LENGTH; digits += DIGITS_STEP) {
    const job = jobId(order.title, order.digest, digits);
    const checkpoint = await bookCheckpoint(cluster, job);
    if (checkpoint === null || ownsOrder(checkpoint, order)) return { job, checkpoint };
  }
  const job = jobId(order.title, order.digest, DIGEST_LENGTH);
  return { job, checkpoint: await bookCheckpoint(cluster, job) };
}

function ownsOrder(checkpoint: Checkpoint, order: Order): boolean {
  const book = bookStateOf(checkpoint);
  return !('order' in book) || book.order.digest === order.digest;
}

function startsAnew(checkpoint: Checkpoint, force: boolean): boolean {
  const { phase } = bookStateOf(checkpoint);
  if (phase === 'new' || phase === 'removed' || phase === 'failed' || phase === 'cancelled') return true;
  return force && isFinalPhase(phase);
}

/** What is named by its bytes is not sent again when it is there. */
async function putOnce(
  cluster: Cluster,
  { object, digest }: { readonly object: string; readonly digest: string },
  bytes: Uint8Array,
  description: string,
): Promise<void> {
  const there = await cluster.books.info(object);
  if (there?.digest === digest) return;
  await cluster.books.put(object, bytes, description);
}
