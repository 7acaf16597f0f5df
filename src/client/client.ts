import type { JobStatus } from '../actors/index.js';
import type {
  Cluster,
  KeptLetter,
  NodeOrder,
  NodeRecord,
  PublishedEvent,
  QueueDepth,
  RecordBoard,
} from '../cluster/ports/index.js';
import type { Clock, JobId, RateLimit } from '../core/index.js';
import { type Batches, batchesOf } from './batches/index.js';
import type { BookCommand } from './book-command.js';
import { clean, type CleanReport, type CleanRequest } from './clean.js';
import { commandBook, type CommandEnd, type CommandOptions } from './command-book.js';
import { findLetter, type LetterEnd, retryLetter } from './dead-letters.js';
import { type FetchChapterRequest, fetchChapter, type FetchedChapter } from './fetch-chapter.js';
import { type FetchedFolder, fetchFolder, type FetchFolderRequest } from './fetch-folder.js';
import { type FetchedFile, type FetchRequest, fetchFile } from './fetch-file.js';
import { currentStatus, findJob, type JobEntry, jobs, statusOf } from './jobs.js';
import { listWithMissingNodes, withMissingNodes } from './missing-nodes.js';
import { type NodeOrderEnd, orderNode } from './node-orders.js';
import { openCover } from './open-cover.js';
import { type OpenedChapter, type OpenedFile, openChapter, openFile } from './open-file.js';
import { type ReadingReport, readingReport } from './reading-report.js';
import { type LocatedJob, locateJob, type Submission, type SubmitRequest, submitBook } from './submit.js';
import { type VerifyEnd, type VerifyRequest, verifyBook } from './verify.js';
import { type WatchOptions, type WatchUpdate, watchJob } from './watch.js';

/** Verbs over a connected cluster. It keeps nothing: any number of clients, anywhere, see the same. */
export interface Client {
  /** Same bytes and settings, same job; answers at once. */
  submit(request: SubmitRequest): Promise<Submission>;
  /** The job that `submit` would answer with, and how it stands; starts nothing. */
  locate(request: SubmitRequest): Promise<LocatedJob>;
  /** The job id for an id, an unambiguous beginning of one, or `@last`. Throws a UserError (exit 5) when there is none. */
  find(name: string): Promise<JobId>;
  /** Null when no book host has taken the job yet. */
  status(job: JobId): Promise<JobStatus | null>;
  /** The same, with "not taken yet" as a status of its own. */
  current(job: JobId): Promise<JobStatus>;
  /** All jobs, the one that changed last first. */
  jobs(): Promise<readonly JobEntry[]>;
  /** What is not spoken of a job's book, and why; null while it has not been read. */
  report(job: JobId): Promise<ReadingReport | null>;
  /** The job's status whenever something happened, until it is final or `signal` aborts. */
  watch(job: JobId, options: WatchOptions): AsyncIterable<WatchUpdate>;
  /** Pauses, resumes, moves, cancels, retries or removes, and looks on until that has taken effect. */
  command(job: JobId, command: BookCommand, options: CommandOptions): Promise<CommandEnd>;
  /** Has recognisers hear what was spoken, and looks on. */
  verify(job: JobId, request: VerifyRequest): Promise<VerifyEnd>;
  /** The finished file onto this machine: checked, never half. */
  fetch(request: FetchRequest): Promise<FetchedFile>;
  /** All finished files into a folder of their own: it is there whole, or not at all. */
  fetchFolder(request: FetchFolderRequest): Promise<FetchedFolder>;
  /** A chapter's sound as soon as it is joined, before the book is done. */
  fetchChapter(request: FetchChapterRequest): Promise<FetchedChapter>;
  /** A chapter's sound, as soon as it is joined, to be read in parts. Throws a UserError (exit 5) when there is none. */
  openChapter(job: JobId, chapter: number): Promise<OpenedChapter>;
  /** A finished file by its name (default: the first) to be read in parts. Throws a UserError when there is none. */
  openFile(job: JobId, fileName?: string): Promise<OpenedFile>;
  /** The picture on a job's cover. Throws a UserError (exit 5) when there is none that may be shown. */
  openCover(job: JobId): Promise<OpenedFile>;
  /** What happens to a job, or to all: each event once, in order; after a known one without a gap, else from now on. */
  events(job: JobId | null, options: EventOptions): AsyncIterable<PublishedEvent>;
  /** The same without waiting: those that are kept after a place; it ends with the newest. */
  keptEvents(
    job: JobId | null,
    options: { readonly signal: AbortSignal; readonly after: number },
  ): AsyncIterable<PublishedEvent>;
  /** `seq` of the newest event; 0 before the first. */
  lastEvent(): Promise<number>;
  /** Small JSON records that screens and integrations keep in the cluster. */
  readonly records: RecordBoard;
  /** Books that were ordered together. */
  readonly batches: Batches;
  /** How many of these segments, by content key, are spoken already. */
  spokenAlready(keys: ReadonlySet<string>): Promise<number>;
  /** Hosts that reported lately. */
  nodes(): Promise<readonly NodeRecord[]>;
  /** Tells a node to work, to take nothing new, or to finish and leave, and looks on until it does. */
  orderNode(name: string, order: NodeOrder, options: CommandOptions): Promise<NodeOrderEnd>;
  /** What lies in the work queue. */
  queue(): Promise<readonly QueueDepth[]>;
  /** What nobody could do, oldest first. */
  deadLetters(): Promise<readonly KeptLetter[]>;
  /** Throws a UserError (exit 5) when there is no such letter. */
  deadLetter(id: string): Promise<KeptLetter>;
  /** Has it done again by whom it was asked for. */
  retryLetter(id: string, options: CommandOptions): Promise<LetterEnd>;
  /** Takes a letter away; what it tells of stays undone. */
  skipLetter(id: string): Promise<KeptLetter>;
  /** How often engines may be called; those without a limit are left out. */
  limits(): Promise<ReadonlyMap<string, RateLimit>>;
  setLimit(engine: string, limit: RateLimit | null): Promise<void>;
  /** Throws old clips, finished files and jobs away. */
  clean(request: CleanRequest, options: CommandOptions): Promise<readonly CleanReport[]>;
}

export interface EventOptions {
  /** Ends the reading. */
  readonly signal: AbortSignal;
  /** `seq` of the last event that is known; absent: from now on. */
  readonly after?: number | undefined;
}

export function createClient(cluster: Cluster, clock: Clock): Client {
  return {
    submit: (request) => submitBook(cluster, clock, request),
    locate: (request) => locateJob(cluster, clock, request),
    find: (name) => findJob(cluster, name),
    status: async (job) => (await statusOf(cluster, job))?.status ?? null,
    current: async (job) => withMissingNodes(cluster, await currentStatus(cluster, job)),
    jobs: async () => listWithMissingNodes(cluster, await jobs(cluster)),
    report: (job) => readingReport(cluster, job),
    watch: (job, options) => watchJob(cluster, clock, job, options),
    command: (job, command, options) => commandBook(cluster, clock, job, command, options),
    verify: (job, request) => verifyBook(cluster, clock, job, request),
    fetch: (request) => fetchFile(cluster, request),
    fetchFolder: (request) => fetchFolder(cluster, request),
    fetchChapter: (request) => fetchChapter(cluster, request),
    openChapter: (job, chapter) => openChapter(cluster, job, chapter),
    openFile: (job, fileName) => openFile(cluster, job, fileName),
    openCover: (job) => openCover(cluster, job),
    events: (job, { signal, after }) => cluster.events.follow(job, signal, after),
    keptEvents: (job, { signal, after }) => cluster.events.kept(job, signal, after),
    lastEvent: () => cluster.events.last(),
    records: cluster.records,
    batches: batchesOf(cluster, clock),
    spokenAlready: async (keys) => (await cluster.clips.stored(keys)).size,
    nodes: () => cluster.nodes.list(),
    orderNode: (name, order, options) => orderNode(cluster, clock, name, order, options),
    queue: () => cluster.work.depths(),
    deadLetters: () => cluster.deadLetters.list(),
    deadLetter: (id) => findLetter(cluster, id),
    retryLetter: (id, options) => retryLetter(cluster, clock, id, options),
    skipLetter: async (id) => {
      const letter = await findLetter(cluster, id);
      await cluster.deadLetters.remove(id);
      return letter;
    },
    limits: () => cluster.rates.limits(),
    setLimit: (engine, limit) => cluster.rates.setLimit(engine, limit),
    clean: (request, options) => clean(cluster, clock, request, options),
  };
}
