import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { ObjectInfo, ObjectStore } from '../cluster/ports/index.js';
import { CODES, TerminalError } from '../core/index.js';

const DIGEST_CHARACTERS = 12;

/** Puts a file into the store under a name that carries its digest: written twice, it is the same object. */
export async function uploadByDigest(
  store: ObjectStore,
  path: string,
  nameOf: (digest: string) => string,
  description: string,
): Promise<ObjectInfo> {
  const digest = await fileDigest(path);
  const name = nameOf(digest.slice(0, DIGEST_CHARACTERS));
  const there = await store.info(name);
  return there?.digest === digest ? there : store.put(name, createReadStream(path), description);
}

/** Puts bytes under a name, unless they are there already. */
export async function putOnce(store: ObjectStore, name: string, bytes: Uint8Array, description: string): Promise<void> {
  const there = await store.info(name);
  if (there?.digest !== createHash('sha256').update(bytes).digest('hex')) await store.put(name, bytes, description);
}

/** Streams an object into a file. Throws TerminalError when the store has it no longer. */
export async function downloadTo(store: ObjectStore, name: string, path: string): Promise<void> {
  await pipeline(await openObject(store, name), createWriteStream(path));
}

export async function openObject(store: ObjectStore, name: string): Promise<AsyncIterable<Uint8Array>> {
  const content = await store.get(name);
  if (content !== null) return content;
  throw new TerminalError({
    code: CODES.internal,
    what: `${name} is gone from the object store.`,
    fix: 'Submit the book again with --force.',
  });
}

export async function collect(content: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts);
}

async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
