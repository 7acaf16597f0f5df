import { createHash } from 'node:crypto';
import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, relative } from 'node:path';
import {
  type BackoffPolicy,
  backoffMs,
  CODES,
  EXIT,
  type Failure,
  type Instant,
  toFailure,
  UserError,
} from '../../core/index.js';
import { booksInFolder, readBookFile } from '../../ordering/index.js';
import { type Arrival, type FileFacts, sameFacts, STALL_MS, type StillArrival } from './arrivals.js';
import type { FollowedBooks } from './followed-books.js';
import type { Ledger, LedgerEntry } from './ledger.js';
import { readNoted, writeNote } from './note.js';
import type { TakeOrder, WatchOptions } from './options.js';
import { wishesNear } from './wishes-near.js';

/** While the cluster is away, or too much is asked of it. */
const AGAIN: BackoffPolicy = { firstMs: 10_000, maxMs: 10 * 60_000 };
/** Of what nobody has words for: it may pass, but not for ever. */
const STRANGE_TRIES_MAX = 5;

/** Done with for now, or to be looked at again. */
export type Taken = { readonly type: 'settled' } | { readonly type: 'again'; readonly lookAt: Instant };

const SETTLED: Taken = { type: 'settled' };

/** What taking a book needs of the watching. */
export interface TakeParts extends Pick<WatchOptions, 'folder' | 'here' | 'clock' | 'log'> {
  readonly ledger: Ledger;
  readonly followed: FollowedBooks;
  readonly order: TakeOrder;
}

/** Null: it is no file, or gone. Of a link the link itself: what it points to is not taken. */
export async function factsOf(path: string): Promise<FileFacts | null> {
  const facts = await lstat(path).catch(() => null);
  return facts?.isFile() === true ? { bytes: facts.size, modifiedAt: facts.mtimeMs } : null;
}

/** Orders a book that stands still, unless its content is known; a refusal is noted once. */
export async function takeBook(arrival: StillArrival, parts: TakeParts): Promise<Taken> {
  const { path } = arrival;
  let digest: string | null = null;
  try {
    if (!(await isBookOfFolder(path)) || (await isNoted(arrival, parts))) return SETTLED;
    const file = await readBookFile(path, parts.folder);
    const now = await factsOf(path);
    if (now === null || !sameFacts(now, arrival.facts)) return { type: 'again', lookAt: parts.clock.now() };
    digest = createHash('sha256').update(file.bytes).digest('hex');
    const known = await parts.ledger.find(digest);
    const entry = known !== null && known.job !== null ? known : await orderNew(file, digest, parts);
    parts.followed.add({ digest, entry, path, facts: arrival.facts });
    return SETTLED;
  } catch (error) {
    return refused(error, arrival, digest, parts);
  }
}

/** Beside others of its title it may be the lesser format. */
async function isBookOfFolder(path: string): Promise<boolean> {
  const names = await readdir(dirname(path)).catch(() => []);
  return (await booksInFolder(names)).includes(basename(path));
}

/** Its note tells of this very file: nothing has to be read, on shelves of thousands and slow shares. */
async function isNoted({ path, facts }: StillArrival, { ledger, followed }: TakeParts): Promise<boolean> {
  const noted = await readNoted(path);
  if (noted === null || !sameFacts(noted, facts)) return false;
  if (noted.isRefused) return true;
  const entry = noted.digest === null ? null : await ledger.find(noted.digest);
  if (noted.digest === null || entry === null || entry.job === null) return false;
  followed.add({ digest: noted.digest, entry, path, facts });
  return true;
}

async function orderNew(
  file: Parameters<TakeOrder>[0],
  digest: string,
  { folder, ledger, order, log }: TakeParts,
): Promise<LedgerEntry> {
  const { job, already } = await order(file, await wishesNear(file.path, folder));
  log.info({ jobId: job, already }, 'a book of the watched folder was ordered');
  const named = { folder, file: relative(folder, file.path), job, failure: null, shelved: null, settled: false };
  return ledger.change(digest, (entry) => (entry === null || entry.job === null ? named : entry));
}

async function refused(error: unknown, arrival: StillArrival, digest: string | null, parts: TakeParts): Promise<Taken> {
  const at = parts.clock.now();
  if (isPassing(error, arrival)) {
    parts.log.warn(
      { error: String(error) },
      'a book of the watched folder could not be ordered now; it is tried again',
    );
    return { type: 'again', lookAt: at + backoffMs(arrival.tries + 1, AGAIN, arrival.path) };
  }
  const stalledUntil = arrival.stillSince + STALL_MS;
  if (isUnreadable(error) && at < stalledUntil) return { type: 'again', lookAt: stalledUntil };
  await noteRefusal(toFailure(error, CODES.internal), arrival, digest, parts);
  return SETTLED;
}

async function noteRefusal(
  failure: Failure,
  { path, facts }: StillArrival,
  digest: string | null,
  { folder, ledger, log }: TakeParts,
): Promise<void> {
  log.warn({ code: failure.code, why: failure.why }, 'a book of the watched folder was refused');
  const named = { folder, file: relative(folder, path), job: null, failure, shelved: null, settled: true };
  if (digest !== null) await ledger.change(digest, (entry) => entry ?? named);
  const note = { job: null, state: 'refused', files: [], missing: [], folder: null, failure };
  await writeNote(path, { ...facts, digest }, note, log);
}

const isUnreadable = (error: unknown): boolean => error instanceof UserError && error.exitCode === EXIT.badInput;

function isPassing(error: unknown, { tries }: Arrival): boolean {
  if (!(error instanceof UserError)) return tries < STRANGE_TRIES_MAX;
  return error.retryable || error.exitCode === EXIT.unreachable;
}
