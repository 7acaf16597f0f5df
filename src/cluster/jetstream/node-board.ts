import type { Json } from '../../core/index.js';
import { isJsonObject } from '../../core/index.js';
import type { NodeBoard, NodeRecord } from '../ports/index.js';
import { NODE_STALE_MS } from '../ports/index.js';
import { decodeObject } from './codec.js';
import type { KvStore } from './kv-store.js';
import { openKv } from './kv-store.js';
import type { Link } from './link.js';
import { NODE_BUCKET } from './subjects.js';

/** The bucket e2a_nodes: the server lets an entry vanish some time after its host fell silent; the reader is stricter. */
export async function jetStreamNodes(link: Link): Promise<NodeBoard> {
  const store = await openKv(link, NODE_BUCKET);
  return {
    report: async (record) => {
      await store.put(keyOf(record.node), new TextEncoder().encode(JSON.stringify(record)));
    },
    withdraw: (node) => store.erase(keyOf(node)),
    list: () => list(store),
  };
}

async function list(store: KvStore): Promise<NodeRecord[]> {
  const keys = await store.keys('>');
  const found = await Promise.all(keys.map((key) => store.get(key)));
  const records = found.map((entry) => (entry ? recordOf(entry.value) : null)).filter((record) => record !== null);
  const staleBefore = Date.now() - NODE_STALE_MS;
  return records.filter((record) => record.seenAt >= staleBefore);
}

/** Host names may hold anything; the record itself has the exact name. */
const keyOf = (node: string): string => node.replace(/[^A-Za-z0-9_-]+/g, '_') || '_';

function recordOf(bytes: Uint8Array): NodeRecord | null {
  const decoded = decodeObject(bytes);
  if (!decoded.ok) return null;
  const { node, roles, slots, profiles, startedAt, seenAt } = decoded.value;
  if (typeof node !== 'string' || typeof slots !== 'number') return null;
  if (typeof startedAt !== 'number' || typeof seenAt !== 'number') return null;
  return {
    node,
    slots,
    startedAt,
    seenAt,
    roles: listOf(roles).filter((role) => typeof role === 'string'),
    profiles: listOf(profiles).filter((profile) => isJsonObject(profile)),
  };
}

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
