import { createHash } from 'node:crypto';
import type { StoredMsg } from '@nats-io/jetstream';
import { CODES, RetryableError, TerminalError } from '../../core/index.js';
import { placeOf } from './chunk-places.js';
import type { Link } from './link.js';
import type { ObjectRecord } from './object-layout.js';
import { chunkSubject, digestHex } from './object-layout.js';
import { patiently } from './patience.js';

const RETRY_AFTER_MS = 100;

/**
 * The chunks in order, by direct get: no consumer is made, so none is left behind, and a slow reader slows nobody
 * but itself. The next chunk is on its way while the reader has the last one.
 * @param stillThere tells whether this version of the object is the valid one
 * @param from first byte that is wanted; with one, the digest cannot be checked
 * @throws TerminalError at the end when the bytes are not those that were put; RetryableError when it was replaced meanwhile.
 */
export async function* readChunks(
  link: Link,
  stream: string,
  record: ObjectRecord,
  stillThere: () => Promise<boolean>,
  from: number,
): AsyncGenerator<Uint8Array> {
  if (from > 0 && from >= record.size) return;
  const hash = createHash('sha256');
  const subject = chunkSubject(record.bucket, record.nuid);
  const start = await startFor(link, stream, record, from);
  let coming: Promise<StoredMsg | null> | null = start.first;
  let before = from - start.chunk * record.chunkBytes;
  for (let read = start.chunk + 1; coming !== null; read++) {
    const chunk: StoredMsg | null = await coming;
    if (chunk === null) throw await damaged(record, 'a part is missing', stillThere);
    coming = read < record.chunks ? nextChunk(link, stream, subject, chunk.seq + 1) : null;
    // A reader that stops in the middle leaves this one unread; its failure is nobody's then.
    coming?.catch(() => undefined);
    if (from === 0) hash.update(chunk.data);
    if (before < chunk.data.length) yield chunk.data.subarray(before);
    before = Math.max(0, before - chunk.data.length);
  }
  if (from === 0 && hash.digest('hex') !== digestHex(record.digest))
    throw await damaged(record, 'the digest differs', stillThere);
}

interface Start {
  /** Chunks before the first that is read. */
  readonly chunk: number;
  /** Null: there is none at all. */
  readonly first: Promise<StoredMsg | null> | null;
}

/** The chunk with that byte, when the record tells where it lies and it lies there; else the first one. */
async function startFor(link: Link, stream: string, record: ObjectRecord, from: number): Promise<Start> {
  const subject = chunkSubject(record.bucket, record.nuid);
  const chunk = from > 0 && record.chunkBytes > 0 ? Math.floor(from / record.chunkBytes) : 0;
  const place = chunk > 0 ? placeOf(record.places, chunk) : null;
  const found = place === null ? null : await nextChunk(link, stream, subject, place);
  // A stream that was copied to another server may have counted anew.
  if (found !== null && found.seq === place) return { chunk, first: Promise.resolve(found) };
  return { chunk: 0, first: record.chunks > 0 ? nextChunk(link, stream, subject, 1) : null };
}

const nextChunk = (link: Link, stream: string, subject: string, seq: number): Promise<StoredMsg | null> =>
  patiently(link, 'reading an object', () => link.jsm.direct.getMessage(stream, { seq, next_by_subj: subject }));

async function damaged(record: ObjectRecord, why: string, stillThere: () => Promise<boolean>): Promise<Error> {
  if (!(await stillThere())) {
    return new RetryableError(`${record.name} was replaced or removed while it was read`, RETRY_AFTER_MS);
  }
  return new TerminalError({
    code: CODES.objectDamaged,
    what: `The stored file ${record.name} is damaged: ${why}.`,
    why: 'Its parts in the store are not those that were put there.',
  });
}
