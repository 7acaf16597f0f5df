import { describe, expect, it } from 'vitest';
import type { ObjectStore } from '../../../src/cluster/ports/index.js';
import { type ClusterFacts, freshJob, type MakeCluster, TOPOLOGY_FACTS, useCluster } from './cluster-under-test.js';
import { digestOf, noise } from './noise.js';

/** More than two chunks of 512 KiB, and not a multiple. */
const LARGE_BYTES = 1_300_001;
const CHUNK_BYTES = 512 * 1024;
const PIECE_BYTES = 70_000;

/** What every adapter of `ObjectStore` promises; both buckets are examined. */
export function describeObjects(name: string, makeCluster: MakeCluster, facts: ClusterFacts = TOPOLOGY_FACTS): void {
  describe.each(['books', 'audio'] as const)(`objects in %s: ${name}`, (bucket) => {
    const cluster = useCluster(makeCluster, facts);
    const store = (): ObjectStore => cluster()[bucket];
    const freshName = () => `${freshJob('object')}/ch-001-abc.flac`;

    it('gives back what was put in one piece', async () => {
      const [object, bytes] = [freshName(), noise(5_000, 1)];
      const info = { name: object, bytes: bytes.length, digest: digestOf(bytes), description: 'a small one' };
      expect(await store().put(object, bytes, 'a small one')).toEqual(info);
      expect(await store().info(object)).toEqual(info);
      expect(await read(store(), object)).toEqual(bytes);
    });

    it('gives back what was put in many pieces', async () => {
      const [object, bytes] = [freshName(), noise(LARGE_BYTES, 2)];
      const info = await store().put(object, pieces(bytes), 'a large one');
      expect(info).toMatchObject({ bytes: bytes.length, digest: digestOf(bytes) });
      expect(digestOf(await read(store(), object))).toBe(info.digest);
    });

    it('gives what comes from a place on', async () => {
      const [object, bytes] = [freshName(), noise(LARGE_BYTES, 7)];
      await store().put(object, pieces(bytes), 'read in part');
      for (const from of [1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES + 5, LARGE_BYTES - 1]) {
        const rest = await read(store(), object, from);
        expect(rest.length, String(from)).toBe(LARGE_BYTES - from);
        expect(digestOf(rest), String(from)).toBe(digestOf(bytes.subarray(from)));
      }
      for (const from of [LARGE_BYTES, LARGE_BYTES + 1]) expect(await read(store(), object, from)).toHaveLength(0);
    });

    it('keeps an empty object', async () => {
      const object = freshName();
      expect((await store().put(object, new Uint8Array(), 'nothing')).bytes).toBe(0);
      expect(await read(store(), object)).toHaveLength(0);
    });

    it('replaces an object of the same name', async () => {
      const object = freshName();
      await store().put(object, noise(LARGE_BYTES, 3), 'the old one');
      const bytes = noise(9_000, 4);
      await store().put(object, bytes, 'the new one');
      expect(await store().info(object)).toMatchObject({ bytes: 9_000, description: 'the new one' });
      expect(await read(store(), object)).toEqual(bytes);
    });

    it('shows nothing before all is there, and nothing of a put that broke off', async () => {
      const object = freshName();
      const broken = async function* () {
        yield noise(LARGE_BYTES, 5);
        expect(await store().info(object)).toBeNull();
        throw new Error('the source broke');
      };
      await expect(store().put(object, broken(), 'never whole')).rejects.toThrow('the source broke');
      expect(await store().info(object)).toBeNull();
      expect(await store().get(object)).toBeNull();
    });

    it('lists by the beginning of the name', async () => {
      const job = freshJob('object');
      await store().put(`${job}/a`, noise(10, 1), 'a');
      await store().put(`${job}/b`, noise(20, 2), 'b');
      await store().put(`${freshJob('object')}/c`, noise(30, 3), 'c');
      const listed = await store().list(`${job}/`);
      expect(listed.map((info) => [info.name, info.bytes]).toSorted()).toEqual([
        [`${job}/a`, 10],
        [`${job}/b`, 20],
      ]);
    });

    it('forgets a removed object', async () => {
      const object = freshName();
      await store().put(object, noise(LARGE_BYTES, 6), 'short-lived');
      await store().remove(object);
      expect(await store().info(object)).toBeNull();
      expect(await store().get(object)).toBeNull();
      expect(await store().list(object)).toEqual([]);
      await expect(store().remove(object)).resolves.toBeUndefined();
    });
  });
}

async function* pieces(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let from = 0; from < bytes.length; from += PIECE_BYTES) yield bytes.subarray(from, from + PIECE_BYTES);
}

async function read(store: ObjectStore, name: string, from = 0): Promise<Uint8Array> {
  const content = await store.get(name, from);
  if (content === null) throw new Error(`no object ${name}`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}
