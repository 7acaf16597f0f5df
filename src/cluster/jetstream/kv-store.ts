import type { KV } from '@nats-io/kv';
import { Kvm } from '@nats-io/kv';
import { errors, headers } from '@nats-io/transport-node';
import { classify } from './classify.js';
import type { Link } from './link.js';
import { subjectsOf } from './list-subjects.js';
import { patiently } from './patience.js';
import { kvStream, kvSubject } from './subjects.js';

export interface KvValue {
  readonly value: Uint8Array;
  readonly revision: number;
}

/** One bucket: leader reads, compare-and-set writes, lists without consumers. */
export interface KvStore {
  get(key: string): Promise<KvValue | null>;
  /** @param revision the one that was read; 0 when there was none. @returns the new revision, or null: somebody wrote in between */
  compareAndSet(key: string, value: Uint8Array, revision: number): Promise<number | null>;
  put(key: string, value: Uint8Array): Promise<number>;
  /** Keys under `filter` (wildcards of subjects), in no order. */
  keys(filter: string): Promise<string[]>;
  /** The first value written after that revision, and its key; null when nothing was. */
  nextAfter(revision: number): Promise<(KvValue & { readonly key: string }) | null>;
  /** Without a trace: the next writer starts anew. */
  erase(key: string): Promise<void>;
}

const EXPECTED_REVISION = 'Nats-Expected-Last-Subject-Sequence';

/** Binds to a bucket that exists; opening it this way (not with `create`) makes reads come from the leader. */
export async function openKv(link: Link, name: string): Promise<KvStore> {
  const bucket = await new Kvm(link.js).open(name);
  const stream = kvStream(name);
  const what = `in ${name}`;
  const get = (key: string): Promise<KvValue | null> =>
    patiently(link, `reading ${what}`, async () => {
      const entry = await bucket.get(key);
      return entry?.operation === 'PUT' ? { value: entry.value, revision: entry.revision } : null;
    });
  return {
    get,
    put: (key, value) => patiently(link, `writing ${what}`, () => bucket.put(key, value)),
    compareAndSet: (key, value, revision) => compareAndSet(link, bucket, name, { key, value, revision }),
    keys: async (filter) => {
      const prefix = kvSubject(name, '').length;
      const subjects = await subjectsOf(link, stream, kvSubject(name, filter));
      return subjects.map((subject) => subject.slice(prefix));
    },
    nextAfter: async (revision) => {
      const query = { seq: revision + 1, next_by_subj: kvSubject(name, '>') };
      const found = await patiently(link, `reading ${what}`, () => link.jsm.streams.getMessage(stream, query));
      return found && { key: found.subject.slice(kvSubject(name, '').length), value: found.data, revision: found.seq };
    },
    erase: async (key) => {
      const filter = kvSubject(name, key);
      await patiently(link, `erasing ${what}`, () => link.jsm.streams.purge(stream, { filter }));
    },
  };
}

interface Write {
  readonly key: string;
  readonly value: Uint8Array;
  readonly revision: number;
}

/**
 * A write whose answer got lost is looked up instead of believed failed: the same bytes one revision on are ours.
 * (A message id would not do: servers from 2.15 on check the revision before the id.)
 */
async function compareAndSet(link: Link, bucket: KV, name: string, write: Write): Promise<number | null> {
  let unsure = false;
  return await patiently(link, `writing in ${name}`, async () => {
    try {
      return await writeOnce(link, bucket, name, write, unsure);
    } catch (error) {
      // Not only without an answer: a connection or a leader lost underneath may have taken the write with it.
      unsure = true;
      throw error;
    }
  });
}

/** @param unsure an earlier try may have been stored */
async function writeOnce(link: Link, bucket: KV, name: string, write: Write, unsure: boolean): Promise<number | null> {
  const stored = await publishAt(link, name, write, write.revision);
  if (stored !== null) return stored;
  const now = await bucket.get(write.key);
  // A new leader may know of our earlier try before it shows it.
  if (unsure && (now?.revision ?? 0) === write.revision) throw new errors.TimeoutError();
  if (now === null) return null;
  const isOurs = unsure && now.operation === 'PUT' && Buffer.compare(now.value, write.value) === 0;
  if (isOurs) return now.revision;
  // A deletion marker is what people leave with `nats kv del`: for us the key is free.
  return write.revision === 0 && now.operation !== 'PUT' ? await publishAt(link, name, write, now.revision) : null;
}

/** @returns the new revision, or null when the key has moved on */
async function publishAt(link: Link, name: string, write: Write, revision: number): Promise<number | null> {
  const expected = headers();
  expected.set(EXPECTED_REVISION, String(revision));
  try {
    return (await link.js.publish(kvSubject(name, write.key), write.value, { headers: expected })).seq;
  } catch (error) {
    if (classify(error) === 'conflict') return null;
    throw error;
  }
}
