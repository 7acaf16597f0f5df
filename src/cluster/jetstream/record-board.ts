import { parseJson } from '../../core/index.js';
import { checkRecordName, encodeRecordValue, type RecordBoard } from '../ports/index.js';
import { type KvStore, openKv } from './kv-store.js';
import type { Link } from './link.js';
import { RECORD_BUCKET } from './subjects.js';

/** The bucket e2a_records: one JSON value a key, fenced by the revision. */
export function jetStreamRecords(link: Link): RecordBoard {
  let opening: Promise<KvStore> | null = null;
  /** At the first use: most clients never ask. */
  const store = (): Promise<KvStore> => (opening ??= openKv(link, RECORD_BUCKET));
  return {
    load: async (name) => {
      checkRecordName(name);
      const entry = await (await store()).get(name);
      if (entry === null) return null;
      const json = parseJson(new TextDecoder().decode(entry.value));
      return { value: json.ok ? json.value : null, revision: entry.revision };
    },
    save: async (name, value, revision) => {
      checkRecordName(name);
      return (await (await store()).compareAndSet(name, encodeRecordValue(name, value), revision ?? 0)) !== null;
    },
    list: async (prefix) => {
      const keys = await (await store()).keys(filterOf(prefix));
      return keys.filter((key) => key.startsWith(prefix)).toSorted();
    },
    remove: async (name) => {
      checkRecordName(name);
      await (await store()).erase(name);
    },
  };
}

/** The server sorts out by whole words between dots: `batch.7f3a.` → `batch.7f3a.>`. */
const filterOf = (prefix: string): string => `${prefix.slice(0, prefix.lastIndexOf('.') + 1)}>`;
