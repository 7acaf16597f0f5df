import type { Json } from '../../core/index.js';
import { isJsonObject } from '../../core/index.js';
import type { ObjectInfo } from '../ports/index.js';
import { decodeObject } from './codec.js';

/**
 * The object store layout every NATS client reads: chunks under `$O.<bucket>.C.<nuid>`, one JSON record per object
 * under `$O.<bucket>.M.<name as base64url>`.
 */
export interface ObjectRecord {
  readonly name: string;
  readonly description: string;
  readonly bucket: string;
  /** Names the chunks of this version of the object. */
  readonly nuid: string;
  readonly size: number;
  readonly chunks: number;
  /** `SHA-256=<base64url, padded>` */
  readonly digest: string;
  readonly mtime: string;
  readonly deleted: boolean;
  /** Where the chunks lie in the stream (`encodePlaces`); empty where the writer did not say. */
  readonly places: string;
  /** Of each chunk but the last; 0 where the writer did not say. */
  readonly chunkBytes: number;
}

/** A message's limit is 1 MB by default; smaller chunks are slower to read (measured), larger ones do not fit. */
export const CHUNK_BYTES = 512 * 1024;
const DIGEST_PREFIX = 'SHA-256=';

/** The layout wants base64url *with* its padding. */
const base64Url = (bytes: Buffer): string => bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_');

export const chunkSubject = (bucket: string, nuid: string): string => `$O.${bucket}.C.${nuid}`;
export const recordSubject = (bucket: string, name: string): string =>
  `$O.${bucket}.M.${base64Url(Buffer.from(name, 'utf8'))}`;
export const allRecords = (bucket: string): string => `$O.${bucket}.M.>`;
export const allChunks = (bucket: string): string => chunkSubject(bucket, '>');

/** The object's name in the subject of its record. */
export const nameOfRecord = (bucket: string, subject: string): string =>
  Buffer.from(subject.slice(`$O.${bucket}.M.`.length), 'base64url').toString('utf8');

/** @param hash sha256 of the content */
export const digestText = (hash: Buffer): string => `${DIGEST_PREFIX}${base64Url(hash)}`;

/** Lower-case hex of a record's digest; writers differ in padding. */
export const digestHex = (digest: string): string =>
  Buffer.from(digest.slice(DIGEST_PREFIX.length), 'base64url').toString('hex');

const PLACES_KEY = 'e2a.chunks';

export function encodeRecord({ places, chunkBytes, ...record }: ObjectRecord): string {
  const metadata = places === '' ? {} : { metadata: { [PLACES_KEY]: places } };
  return JSON.stringify({ ...record, ...metadata, options: { max_chunk_size: chunkBytes } });
}

/** Null when it is no record, or one of a link: links are not ours and lead elsewhere. */
export function decodeRecord(bytes: Uint8Array): ObjectRecord | null {
  const decoded = decodeObject(bytes);
  if (!decoded.ok || isLink(decoded.value['options'])) return null;
  const { name, description, bucket, nuid, size, chunks, digest, mtime, deleted, metadata, options } = decoded.value;
  if (typeof name !== 'string' || typeof bucket !== 'string' || typeof nuid !== 'string') return null;
  return {
    name,
    bucket,
    nuid,
    description: textOf(description),
    size: countOf(size),
    chunks: countOf(chunks),
    digest: textOf(digest),
    mtime: textOf(mtime),
    deleted: deleted === true,
    places: isJsonObject(metadata) ? textOf(metadata[PLACES_KEY]) : '',
    chunkBytes: isJsonObject(options) ? countOf(options['max_chunk_size']) : 0,
  };
}

const isLink = (options: Json | undefined): boolean => isJsonObject(options) && isJsonObject(options['link']);
const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const countOf = (value: Json | undefined): number => (typeof value === 'number' ? value : 0);

export const infoOf = (record: ObjectRecord): ObjectInfo => ({
  name: record.name,
  bytes: record.size,
  digest: digestHex(record.digest),
  description: record.description,
});
