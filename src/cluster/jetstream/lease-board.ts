import type { JsonObject } from '../../core/index.js';
import type { LeaseBoard } from '../ports/index.js';
import { decodeObject } from './codec.js';
import type { KvStore } from './kv-store.js';
import { openKv } from './kv-store.js';
import type { Link } from './link.js';
import { LEASE_BUCKET } from './subjects.js';

/** The bucket e2a_leases: `{holder, until}` per name, fenced by the revision. */
export async function jetStreamLeases(link: Link): Promise<LeaseBoard> {
  const store = await openKv(link, LEASE_BUCKET);
  return {
    acquire: async (name, holder, ttlMs, at) => {
      const held = await leaseOf(store, name);
      const free = held.holder === null || held.holder === holder || held.until <= at;
      if (!free) return false;
      return (await store.compareAndSet(name, encode({ holder, until: at + ttlMs }), held.revision)) !== null;
    },
    release: async (name, holder) => {
      const held = await leaseOf(store, name);
      if (held.holder === holder) await store.compareAndSet(name, encode({ holder: null, until: 0 }), held.revision);
    },
  };
}

const encode = (lease: JsonObject): Uint8Array => new TextEncoder().encode(JSON.stringify(lease));

async function leaseOf(
  store: KvStore,
  name: string,
): Promise<{ holder: string | null; until: number; revision: number }> {
  const entry = await store.get(name);
  const decoded = entry ? decodeObject(entry.value) : null;
  const holder = decoded?.ok ? decoded.value['holder'] : null;
  const until = decoded?.ok ? decoded.value['until'] : 0;
  return {
    holder: typeof holder === 'string' ? holder : null,
    until: typeof until === 'number' ? until : 0,
    revision: entry?.revision ?? 0,
  };
}
