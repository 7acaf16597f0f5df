import { type Client, isFinalPhase, type JobStatus } from '../../client/index.js';
import { type BackoffPolicy, backoffMs, CODES, type Failure, type Instant, toFailure } from '../../core/index.js';
import { filesDigest, putOnShelf } from '../shelf/index.js';
import type { FileFacts } from './arrivals.js';
import type { Ledger, LedgerEntry, Shelved } from './ledger.js';
import { writeNote } from './note.js';
import type { WatchOptions } from './options.js';

/** A shelf that is not mounted comes back in its own time. */
const AGAIN: BackoffPolicy = { firstMs: 60_000, maxMs: 15 * 60_000 };
const FINISHED: readonly string[] = ['completed', 'partial'];

/** A file, and what its content became. */
export interface FoundBook {
  /** sha256, hex. */
  readonly digest: string;
  readonly entry: LedgerEntry;
  readonly path: string;
  readonly facts: FileFacts;
}

interface Followed {
  readonly digest: string;
  readonly job: string;
  /** The files of this content, and the state in each one's note. */
  readonly files: Map<string, { readonly facts: FileFacts; noted: string | null }>;
  shelved: Shelved | null;
  settled: boolean;
  /** What failed is tried again; counted over all of its life. */
  tries: number;
  again: { readonly at: Instant; readonly failure: Failure } | null;
}

type Parts = Pick<WatchOptions, 'folder' | 'client' | 'configuration' | 'here' | 'clock' | 'log'> & {
  readonly ledger: Ledger;
};

/** Jobs of watched books: their notes tell how they stand, and what is finished goes onto the shelf. */
export class FollowedBooks {
  private readonly byJob = new Map<string, Followed>();
  /** Jobs to be looked at. */
  private readonly due = new Set<string>();
  /** Null: what an earlier process left has not been looked up. */
  private seen: number | null = null;

  constructor(private readonly parts: Parts) {}

  /** Another file of a job; the next look writes its note. */
  add({ digest, entry, path, facts }: FoundBook): void {
    if (entry.job === null) return;
    this.bookOf(entry.job, digest, entry).files.set(path, { facts, noted: null });
    this.due.add(entry.job);
  }

  /** At those that something has happened to since the last look. @param signal ends it */
  async look(signal: AbortSignal): Promise<void> {
    const { client, clock } = this.parts;
    const last = await client.lastEvent();
    if (this.seen === null) await this.resume();
    else for (const job of await changedJobs(client, this.seen, last, signal)) this.due.add(job);
    this.seen = last;
    const at = clock.now();
    for (const book of this.byJob.values()) if (book.again !== null && book.again.at <= at) this.due.add(book.job);
    for (const job of [...this.due]) {
      if (signal.aborted) return;
      this.due.delete(job);
      const book = this.byJob.get(job);
      if (book !== undefined) await this.refreshOrLater(book);
    }
  }

  /** Those that an earlier process left, whether their files are there or not. */
  private async resume(): Promise<void> {
    for (const { digest, ...entry } of await this.parts.ledger.open(this.parts.folder)) {
      if (entry.job === null) continue;
      this.bookOf(entry.job, digest, entry);
      this.due.add(entry.job);
    }
  }

  private bookOf(job: string, digest: string, { shelved, settled }: LedgerEntry): Followed {
    const known = this.byJob.get(job);
    if (known !== undefined) return known;
    const book = { digest, job, files: new Map(), shelved, settled, tries: 0, again: null };
    this.byJob.set(job, book);
    return book;
  }

  /** One that cannot be looked at holds up no other. */
  private async refreshOrLater(book: Followed): Promise<void> {
    try {
      await this.refresh(book);
    } catch (error) {
      const { clock, log } = this.parts;
      book.again = later(book, toFailure(error, CODES.internal), clock.now());
      log.warn({ jobId: book.job, error: String(error) }, 'a book of the watched folder could not be looked at');
    }
  }

  private async refresh(book: Followed): Promise<void> {
    const status = await this.parts.client.current(book.job);
    // Nothing is known of a job that was removed long ago.
    const isGone = book.settled && status.state === 'new';
    book.again = null;
    if (FINISHED.includes(status.state)) await this.shelve(book, status);
    await this.writeNotes(book, isGone ? { ...status, state: 'removed' } : status);
    const settled = isGone || (isFinalPhase(status.state) && book.again === null);
    if (settled === book.settled) return;
    book.settled = settled;
    await this.keep(book);
  }

  private async shelve(book: Followed, status: JobStatus): Promise<void> {
    const { client, configuration, here, clock, log } = this.parts;
    const digest = filesDigest(status);
    if (configuration.outputLibrary === null || book.shelved?.digest === digest) return;
    try {
      const placed = await putOnShelf(client, status, configuration, { cwd: here.cwd, force: book.shelved !== null });
      if (placed === null) return;
      book.shelved = { folder: placed.folder, digest };
      await this.keep(book);
    } catch (error) {
      const failure = toFailure(error, CODES.internal);
      book.again = later(book, failure, clock.now());
      log.warn(
        { jobId: book.job, code: failure.code, why: failure.why },
        'a finished book could not be put on the shelf',
      );
    }
  }

  private keep({ digest, job, shelved, settled }: Followed): Promise<LedgerEntry> {
    const entry = { folder: this.parts.folder, file: '', job, failure: null, shelved, settled };
    return this.parts.ledger.change(digest, (kept) => ({ ...(kept ?? entry), shelved, settled }));
  }

  private async writeNotes(book: Followed, { job, state, files, missing, failure }: JobStatus): Promise<void> {
    const folder = book.shelved?.folder ?? null;
    const names = files.map(({ name }) => name);
    const note = { job, state, files: names, missing, folder, failure: failure ?? book.again?.failure ?? null };
    const written = JSON.stringify(note);
    for (const [path, file] of book.files) {
      if (file.noted === written) continue;
      file.noted = written;
      await writeNote(path, { ...file.facts, digest: book.digest }, note, this.parts.log);
    }
  }
}

function later(book: Followed, failure: Failure, at: Instant): Followed['again'] {
  book.tries += 1;
  return { at: at + backoffMs(book.tries, AGAIN, book.job), failure };
}

/** Jobs that something happened to between two places in the history. */
async function changedJobs(
  client: Client,
  seen: number,
  last: number,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const changed = new Set<string>();
  if (last === seen) return changed;
  for await (const { job, type } of client.keptEvents(null, { signal, after: seen }))
    if (type.startsWith('book-')) changed.add(job);
  return changed;
}
