import { type BookState, chapterSound } from '../actors/index.js';
import type { Cluster } from '../cluster/ports/index.js';
import { CODES, EXIT, type JobId, safeFileName, UserError } from '../core/index.js';
import { download, occupied } from './download.js';
import type { FetchedFile, FetchRequest } from './fetch-file.js';
import { bookCheckpoint, bookStateOf } from './jobs.js';
import { digestInPlace } from './local-file.js';
import { noSuch } from './names.js';

export interface FetchChapterRequest extends FetchRequest {
  /** As `plan` numbers them. */
  readonly chapter: number;
}

export interface FetchedChapter extends FetchedFile {
  /** What the book's gain would be by the chapters that are joined so far; it is not in the file. */
  readonly gainDb: number;
}

const FEWEST_DIGITS = 2;

/**
 * Brings a chapter here as soon as it is joined: its FLAC, as loud as the voice is.
 * Throws a UserError: no such chapter, or not spoken yet (exit 5), another file in its place (2).
 */
export async function fetchChapter(
  cluster: Cluster,
  { job, chapter, pathFor, force }: FetchChapterRequest,
): Promise<FetchedChapter> {
  const { name, object, gainDb } = await chapterFile(cluster, job, chapter);
  const path = pathFor(name);
  const stored = await cluster.audio.info(object);
  const there = await digestInPlace(path);
  if (stored !== null && there === stored.digest) return { path, bytes: stored.bytes, already: true, gainDb };
  if (there !== null && !force) throw occupied(path, job);
  await download(cluster, { name, object, digest: stored?.digest ?? '' }, path);
  return { path, bytes: stored?.bytes ?? 0, already: false, gainDb };
}

/** The name a chapter's sound has for people, and where it lies. Throws a UserError when there is none (exit 5). */
export async function chapterFile(cluster: Cluster, job: JobId, chapter: number) {
  const checkpoint = await bookCheckpoint(cluster, job);
  const { title, object, gainDb } = joinedSound(job, checkpoint && bookStateOf(checkpoint), chapter);
  const number = String(chapter).padStart(FEWEST_DIGITS, '0');
  return { name: `${number} - ${safeFileName(title)}.flac`, object, gainDb };
}

function joinedSound(job: JobId, book: BookState | null, n: number) {
  const sound = book === null ? null : chapterSound(book, n);
  if (sound?.is === 'joined') return sound;
  if (book === null || sound === null || book.phase === 'reading') throw notSpoken(job, n, 'The book is not read yet.');
  if (sound.is === 'unknown') throw noSuch(`${job} has no chapter ${n}.`, undefined, `e2a show ${job}`);
  throw notSpoken(job, n, `It is ${sound.entry.progress}.`);
}

const notSpoken = (job: JobId, n: number, why: string): UserError =>
  new UserError(
    {
      code: CODES.notFinished,
      what: `Chapter ${n} of ${job} cannot be heard yet.`,
      why,
      fix: `e2a watch ${job}`,
    },
    EXIT.notFound,
  );
