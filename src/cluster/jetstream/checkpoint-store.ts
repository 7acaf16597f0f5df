import { assert } from '../../core/index.js';
import type { ChangedCheckpoint, CheckpointStore } from '../ports/index.js';
import { decodeCheckpoint, encodeCheckpoint } from './codec.js';
import type { KvStore } from './kv-store.js';
import { openKv } from './kv-store.js';
import type { Link } from './link.js';
import { addressOfKey, checkpointBucket, checkpointKey } from './subjects.js';

/** Checkpoints in one KV bucket per actor kind. */
export function jetStreamCheckpoints(link: Link): CheckpointStore {
  const open = new Map<string, Promise<KvStore>>();
  const bucketOf = (kind: string): Promise<KvStore> => {
    const known = open.get(kind) ?? openKv(link, checkpointBucket(kind));
    open.set(kind, known);
    return known;
  };
  return {
    load: async (address) => {
      const found = await (await bucketOf(address.kind)).get(checkpointKey(address));
      if (found === null) return null;
      const decoded = decodeCheckpoint(found.value);
      assert(decoded.ok, `checkpoint of ${checkpointKey(address)}: ${decoded.ok ? '' : decoded.error}`);
      return { checkpoint: decoded.value, revision: found.revision };
    },
    save: async (address, checkpoint, revision) => {
      const bucket = await bucketOf(address.kind);
      const stored = await bucket.compareAndSet(checkpointKey(address), encodeCheckpoint(checkpoint), revision ?? 0);
      return stored === null ? { saved: false } : { saved: true, revision: stored };
    },
    list: async (kind, job) => {
      const bucket = await bucketOf(kind);
      const filters = job === undefined ? ['>'] : [job, `${job}.>`];
      const keys = (await Promise.all(filters.map((filter) => bucket.keys(filter)))).flat();
      return keys.map((key) => addressOfKey(kind, key)).filter((address) => address !== null);
    },
    changes: (kind, revision) => changesIn(kind, revision, bucketOf(kind)),
    remove: async (address) => (await bucketOf(address.kind)).erase(checkpointKey(address)),
  };
}

async function* changesIn(
  kind: string,
  revision: number,
  opening: Promise<KvStore>,
): AsyncGenerator<ChangedCheckpoint> {
  const bucket = await opening;
  for (let found = await bucket.nextAfter(revision); found !== null; found = await bucket.nextAfter(found.revision)) {
    const address = addressOfKey(kind, found.key);
    const decoded = decodeCheckpoint(found.value);
    if (address === null) continue;
    yield { address, checkpoint: decoded.ok ? decoded.value : null, revision: found.revision };
  }
}
