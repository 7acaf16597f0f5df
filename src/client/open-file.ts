import type { RenditionFile } from '../actors/index.js';
import type { Cluster, ObjectStore } from '../cluster/ports/index.js';
import type { JobId } from '../core/index.js';
import { contentTypeOf } from './content-type.js';
import { gone, type StoredFile } from './download.js';
import { chapterFile } from './fetch-chapter.js';
import { finishedFiles } from './fetch-file.js';
import { statusOf } from './jobs.js';
import { noSuch } from './names.js';

/** A file of a job that can be read in parts, as players ask for them. */
export interface OpenedFile {
  readonly name: string;
  readonly bytes: number;
  /** sha256, hex. */
  readonly digest: string;
  /** `audio/mp4`, `audio/flac`, … */
  readonly contentType: string;
  /** Bytes from `from` to `to` (excluded). The digest is checked at the end of the whole, and only there. */
  read(from: number, to: number): AsyncIterable<Uint8Array>;
}

export interface OpenedChapter extends OpenedFile {
  /** What the book's gain would be by the chapters that are joined so far; it is not in the sound. */
  readonly gainDb: number;
}

/**
 * A finished file of a job by its name, or the first one.
 * Throws a UserError: no such job or file, not finished or taken away (exit 5), failed or cancelled (1).
 */
export async function openFile(cluster: Cluster, job: JobId, fileName?: string): Promise<OpenedFile> {
  const files = finishedFiles(job, (await statusOf(cluster, job))?.status ?? null);
  const file = fileName === undefined ? files[0] : files.find(({ name }) => name === fileName);
  if (file === undefined) throw noSuchFile(job, fileName ?? '', files);
  return await opened(cluster, file);
}

/** A chapter's sound as soon as it is joined. Throws a UserError: no such chapter, or not spoken yet (exit 5). */
export async function openChapter(cluster: Cluster, job: JobId, chapter: number): Promise<OpenedChapter> {
  const file = await chapterFile(cluster, job, chapter);
  return { ...(await opened(cluster, file)), gainDb: file.gainDb };
}

async function opened(cluster: Cluster, file: Pick<StoredFile, 'name' | 'object'>): Promise<OpenedFile> {
  const stored = await cluster.audio.info(file.object);
  if (stored === null) throw gone(file);
  return {
    name: file.name,
    bytes: stored.bytes,
    digest: stored.digest,
    contentType: contentTypeOf(file.name),
    read: (from, to) => readPart(cluster.audio, file, from, { to, isEnd: to >= stored.bytes }),
  };
}

/** Bytes from `from` to `to` (excluded) of an object; of the whole its digest is checked. */
export async function* readPart(
  store: Pick<ObjectStore, 'get'>,
  file: Pick<StoredFile, 'name' | 'object'>,
  from: number,
  { to, isEnd }: { readonly to: number; readonly isEnd: boolean },
): AsyncGenerator<Uint8Array> {
  const content = await store.get(file.object, from);
  if (content === null) throw gone(file);
  let left = to - from;
  for await (const chunk of content) {
    const part = chunk.subarray(0, Math.max(0, left));
    if (part.length > 0) yield part;
    left -= chunk.length;
    // The end of the whole is awaited: there its digest is checked.
    if (left <= 0 && !isEnd) return;
  }
}

const noSuchFile = (job: JobId, wanted: string, files: readonly RenditionFile[]): Error =>
  noSuch(`${job} has no file "${wanted}".`, `It has ${files.map(({ name }) => name).join(', ')}.`, `e2a show ${job}`);
