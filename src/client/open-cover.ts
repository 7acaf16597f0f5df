import type { Cluster, ObjectStore } from '../cluster/ports/index.js';
import type { JobId } from '../core/index.js';
import { bookCheckpoint, bookStateOf } from './jobs.js';
import { noSuch } from './names.js';
import { type OpenedFile, readPart } from './open-file.js';

/** Bytes of a picture that is shown: as many as readers of books keep at most. */
const MOST_BYTES = 16 * 1024 ** 2;
/** Bytes that tell what kind of picture it is. */
const MAGIC_BYTES = 12;

/** What browsers show and what cannot hold a script (SVG can), told by the first bytes: a book says of its cover what it likes. */
const PICTURES: readonly (readonly [type: string, magic: RegExp])[] = [
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/png', /^\x89PNG\r\n/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF[\s\S]{4}WEBP/],
  ['image/avif', /^[\s\S]{4}ftypavi[fs]/],
];

/** The picture on a book's cover. Throws a UserError (exit 5): it has none, none that may be shown, or it was taken away. */
export async function openCover(cluster: Cluster, job: JobId): Promise<OpenedFile> {
  const checkpoint = await bookCheckpoint(cluster, job);
  const book = checkpoint && bookStateOf(checkpoint);
  const object = book !== null && 'summary' in book ? (book.summary?.cover ?? null) : null;
  const stored = object === null ? null : await cluster.books.info(object);
  if (object === null || stored === null) throw noSuch(`${job} has no cover.`, undefined, `e2a show ${job}`);
  if (stored.bytes > MOST_BYTES) throw notShown(job, `It has ${stored.bytes} bytes; up to ${MOST_BYTES} are shown.`);
  const contentType = pictureType(await beginning(cluster.books, object));
  if (contentType === null) throw notShown(job, 'It is no JPEG, PNG, GIF, WebP or AVIF.');
  return {
    name: 'cover',
    bytes: stored.bytes,
    digest: stored.digest,
    contentType,
    read: (from, to) => readPart(cluster.books, { name: 'cover', object }, from, { to, isEnd: to >= stored.bytes }),
  };
}

const pictureType = (beginning: Uint8Array): string | null =>
  PICTURES.find(([, magic]) => magic.test(Buffer.from(beginning).toString('latin1')))?.[0] ?? null;

async function beginning(store: ObjectStore, object: string): Promise<Uint8Array> {
  let read = Buffer.alloc(0);
  for await (const chunk of (await store.get(object)) ?? []) {
    read = Buffer.concat([read, chunk]);
    if (read.length >= MAGIC_BYTES) break;
  }
  return read.subarray(0, MAGIC_BYTES);
}

const notShown = (job: JobId, why: string): Error =>
  noSuch(`The cover of ${job} is not shown.`, why, `e2a show ${job}`);
