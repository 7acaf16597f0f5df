import { createHash } from 'node:crypto';
import type { ObjectInfo, ObjectStore } from '../ports/index.js';

/** As on a server: readers must not expect one piece. */
const CHUNK_BYTES = 512 * 1024;

/** Files in memory. */
export class MemoryObjectStore implements ObjectStore {
  private readonly objects = new Map<string, { info: ObjectInfo; bytes: Uint8Array }>();

  async put(name: string, content: AsyncIterable<Uint8Array> | Uint8Array, description: string): Promise<ObjectInfo> {
    const bytes = content instanceof Uint8Array ? content.slice() : await collect(content);
    const digest = createHash('sha256').update(bytes).digest('hex');
    const info = { name, bytes: bytes.length, digest, description };
    this.objects.set(name, { info, bytes });
    return info;
  }

  async get(name: string, from = 0): Promise<AsyncIterable<Uint8Array> | null> {
    const object = this.objects.get(name);
    return object === undefined ? null : chunksOf(object.bytes.subarray(from));
  }

  async info(name: string): Promise<ObjectInfo | null> {
    return this.objects.get(name)?.info ?? null;
  }

  async list(prefix: string): Promise<readonly ObjectInfo[]> {
    return [...this.objects.values()].map((object) => object.info).filter((info) => info.name.startsWith(prefix));
  }

  async remove(name: string): Promise<void> {
    this.objects.delete(name);
  }

  /** A put that breaks off leaves nothing here. */
  async sweep(): Promise<number> {
    return 0;
  }
}

async function collect(content: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

async function* chunksOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let from = 0; from < bytes.length; from += CHUNK_BYTES) yield bytes.subarray(from, from + CHUNK_BYTES);
}
