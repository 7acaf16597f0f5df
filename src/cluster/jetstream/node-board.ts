import type { Instant, Json } from '../../core/index.js';
import { isJsonObject } from '../../core/index.js';
import type { CannotSpeak, NodeBoard, NodeRecord, NodeState } from '../ports/index.js';
import { NODE_STALE_MS } from '../ports/index.js';
import { decodeObject } from './codec.js';
import type { KvStore } from './kv-store.js';
import { openKv } from './kv-store.js';
import type { Link } from './link.js';
import { serverTime } from './server-time.js';
import { NODE_BUCKET, nodeToken } from './subjects.js';

/** The bucket e2a_nodes: the server lets an entry vanish some time after its host fell silent; the reader is stricter. */
export async function jetStreamNodes(link: Link): Promise<NodeBoard> {
  const store = await openKv(link, NODE_BUCKET);
  return {
    report: async (record) => {
      await store.put(nodeToken(record.node), new TextEncoder().encode(JSON.stringify(record)));
    },
    withdraw: (node) => store.erase(nodeToken(node)),
    list: async () => list(store, (await serverTime(link)) - NODE_STALE_MS),
  };
}

/** Hosts report the server's time, whatever their own. */
async function list(store: KvStore, staleBefore: Instant): Promise<NodeRecord[]> {
  const keys = await store.keys('>');
  const found = await Promise.all(keys.map((key) => store.get(key)));
  const records = found.map((entry) => (entry ? recordOf(entry.value) : null)).filter((record) => record !== null);
  return records.filter((record) => record.seenAt >= staleBefore);
}

/** What an older host does not say of itself is filled in: a fleet is not upgraded in one moment. */
function recordOf(bytes: Uint8Array): NodeRecord | null {
  const decoded = decodeObject(bytes);
  if (!decoded.ok) return null;
  const { node, slots, startedAt, seenAt, ...rest } = decoded.value;
  if (typeof node !== 'string' || typeof slots !== 'number') return null;
  if (typeof startedAt !== 'number' || typeof seenAt !== 'number') return null;
  const { host, version, busy, device, charactersPerSecond, state } = rest;
  return {
    node,
    slots,
    startedAt,
    seenAt,
    host: typeof host === 'string' ? host : node,
    version: typeof version === 'string' ? version : '',
    busy: typeof busy === 'number' ? busy : 0,
    device: typeof device === 'string' ? device : 'cpu',
    charactersPerSecond: typeof charactersPerSecond === 'number' ? charactersPerSecond : null,
    state: isState(state) ? state : 'ready',
    roles: listOf(rest['roles']).filter((role) => typeof role === 'string'),
    readsWith: listOf(rest['readsWith']).filter((program) => typeof program === 'string'),
    profiles: listOf(rest['profiles']).filter((profile) => isJsonObject(profile)),
    ...(rest['deviceMismatch'] === true ? { deviceMismatch: true } : {}),
    ...memoryOf(rest['deviceMemory']),
    ...(rest['voices'] === undefined
      ? {}
      : { voices: listOf(rest['voices']).filter((name) => typeof name === 'string') }),
    ...(rest['cannotSpeak'] === undefined ? {} : { cannotSpeak: listOf(rest['cannotSpeak']).flatMap(cannotSpeakOf) }),
  };
}

function memoryOf(value: Json | undefined): Pick<NodeRecord, 'deviceMemory'> {
  const { usedBytes, totalBytes } = isJsonObject(value) ? value : {};
  return typeof usedBytes === 'number' && typeof totalBytes === 'number'
    ? { deviceMemory: { usedBytes, totalBytes } }
    : {};
}

function cannotSpeakOf(value: Json): readonly CannotSpeak[] {
  const { profile, engine, voice, why } = isJsonObject(value) ? value : {};
  const isWhole =
    typeof profile === 'string' && typeof engine === 'string' && typeof voice === 'string' && typeof why === 'string';
  return isWhole ? [{ profile, engine, voice, why }] : [];
}

const isState = (value: Json | undefined): value is NodeState =>
  value === 'ready' || value === 'resting' || value === 'cordoned' || value === 'draining';

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
