import { createHash } from 'node:crypto';
import { headers, nuid } from '@nats-io/transport-node';
import { OutageError, RetryableError, toError } from '../../core/index.js';
import { encodePlaces } from './chunk-places.js';
import { classify } from './classify.js';
import type { Link } from './link.js';
import type { ObjectRecord } from './object-layout.js';
import { CHUNK_BYTES, chunkSubject, digestText, encodeRecord, recordSubject } from './object-layout.js';
import { inWords, patiently } from './patience.js';

/** Chunks on their way at once: the server is never idle, and little is held in memory. */
const WINDOW = 4;
/** Content that can be read again is sent again so often when the connection broke in the middle. */
const TRIES = 3;
const RETRY_AFTER_MS = 1_000;
/** Longer than for a message of a few bytes: four of them share the connection with everybody's audio. */
const CHUNK_TIMEOUT_MS = 10_000;
const ROLLUP_HEADER = 'Nats-Rollup';
const ROLLUP_THIS_SUBJECT = 'sub';

export interface NewObject {
  readonly bucket: string;
  readonly stream: string;
  readonly name: string;
  readonly description: string;
}

/** Stores the chunks, then the record that makes them visible. */
export async function writeObject(
  link: Link,
  object: NewObject,
  content: AsyncIterable<Uint8Array> | Uint8Array,
): Promise<ObjectRecord> {
  if (!(content instanceof Uint8Array)) return await writeOnce(link, object, content);
  for (let tries = 1; ; tries++) {
    try {
      return await writeOnce(link, object, piecesOf(content));
    } catch (error) {
      if (!(error instanceof RetryableError) || tries === TRIES) throw error;
    }
  }
}

async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function writeOnce(link: Link, object: NewObject, content: AsyncIterable<Uint8Array>): Promise<ObjectRecord> {
  const id = nuid.next();
  try {
    const sent = await sendChunks(link, chunkSubject(object.bucket, id), content);
    const record: ObjectRecord = {
      name: object.name,
      description: object.description,
      bucket: object.bucket,
      nuid: id,
      ...sent,
      mtime: new Date().toISOString(),
      deleted: false,
    };
    await publishRecord(link, record);
    return record;
  } catch (error) {
    await forgetChunks(link, object, id);
    throw error;
  }
}

/**
 * Chunks keep their order because one connection keeps it; so none may be sent twice. A lost answer therefore ends
 * this try: the chunk may or may not be there, and a second one would shift all that follow.
 */
async function sendChunks(
  link: Link,
  subject: string,
  content: AsyncIterable<Uint8Array>,
): Promise<Pick<ObjectRecord, 'size' | 'chunks' | 'digest' | 'places' | 'chunkBytes'>> {
  const hash = createHash('sha256');
  const onTheWay: Promise<number>[] = [];
  const seqs: number[] = [];
  let size = 0;
  try {
    for await (const chunk of inChunks(content)) {
      hash.update(chunk);
      size += chunk.length;
      const sending = sendChunk(link, subject, chunk);
      // Its failure is met below, perhaps only after an earlier one has been waited for.
      sending.catch(() => undefined);
      onTheWay.push(sending);
      const oldest = onTheWay.length >= WINDOW ? onTheWay.shift() : undefined;
      if (oldest !== undefined) seqs.push(await oldest);
    }
    seqs.push(...(await Promise.all(onTheWay)));
  } finally {
    await Promise.allSettled(onTheWay);
  }
  const digest = digestText(hash.digest());
  return { size, chunks: seqs.length, digest, places: encodePlaces(seqs), chunkBytes: CHUNK_BYTES };
}

/** @returns its place in the stream */
async function sendChunk(link: Link, subject: string, chunk: Uint8Array): Promise<number> {
  try {
    return (await link.js.publish(subject, chunk, { timeout: CHUNK_TIMEOUT_MS })).seq;
  } catch (error) {
    const kind = classify(error);
    if (kind !== 'unknown-outcome' && kind !== 'transient') throw inWords(error, 'storing an object', link);
    throw new OutageError(`The upload broke off: ${toError(error).message}`, RETRY_AFTER_MS, { cause: error });
  }
}

/** Pieces of any size as chunks of one size; the last one is what is left. */
async function* inChunks(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunk = new ChunkBuffer();
  for await (const piece of content) yield* chunk.take(piece);
  const rest = chunk.rest();
  if (rest.length > 0) yield rest;
}

class ChunkBuffer {
  private bytes = new Uint8Array(CHUNK_BYTES);
  private used = 0;

  *take(piece: Uint8Array): Generator<Uint8Array> {
    for (let from = 0; from < piece.length; ) {
      const part = piece.subarray(from, from + CHUNK_BYTES - this.used);
      this.bytes.set(part, this.used);
      this.used += part.length;
      from += part.length;
      if (this.used < CHUNK_BYTES) continue;
      yield this.bytes;
      // The full one is on its way to the server.
      this.bytes = new Uint8Array(CHUNK_BYTES);
      this.used = 0;
    }
  }

  rest(): Uint8Array {
    return this.bytes.subarray(0, this.used);
  }
}

async function publishRecord(link: Link, record: ObjectRecord): Promise<void> {
  const rollup = headers();
  rollup.set(ROLLUP_HEADER, ROLLUP_THIS_SUBJECT);
  const subject = recordSubject(record.bucket, record.name);
  await patiently(link, 'storing an object', () => link.js.publish(subject, encodeRecord(record), { headers: rollup }));
}

/** What a broken put left behind nobody would ever see or miss; when this fails, too, the sweep finds it. */
async function forgetChunks(link: Link, object: NewObject, id: string): Promise<void> {
  const filter = chunkSubject(object.bucket, id);
  await link.jsm.streams.purge(object.stream, { filter }).catch(() => undefined);
}
