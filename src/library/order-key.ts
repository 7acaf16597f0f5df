import { createHash } from 'node:crypto';
import type { Client } from '../client/index.js';
import { CODES, EXIT, type Instant, isJsonObject, type Json, type JobId, UserError } from '../core/index.js';
import type { BookBytes, OrderWishes } from '../ordering/index.js';

/** Records of orders lie under the day they were made on, so that old ones are found by their names. */
const PREFIX = 'library/orders/';
const DAY_MS = 24 * 3_600_000;
/** A key is remembered on the day of its order and on the next. */
const DAYS = [0, 1] as const;
const KEY_CHARACTERS = 200;

/** What was ordered with a key. */
interface KeptOrder {
  readonly name: string;
  readonly revision: number;
  /** Of book and wishes. */
  readonly digest: string;
  /** Null: whoever ordered it has not come so far. */
  readonly job: JobId | null;
}

/**
 * Orders once for a key. Two callers at the same time with the same order both give it to the cluster, for which it is
 * one; what was ordered before is only looked up.
 * @throws UserError (exit 2) for a key that stands for another order, or is none
 */
export async function orderOnce<T extends { readonly job: JobId }>(
  { records }: Pick<Client, 'records'>,
  now: Instant,
  key: string,
  digest: string,
  order: () => Promise<T>,
): Promise<T | { readonly job: JobId; readonly known: true }> {
  if (key === '' || key.length > KEY_CHARACTERS) throw badKey();
  const kept = (await keptOrder(records, now, key)) ?? (await reserve(records, now, key, digest));
  if (kept.digest !== digest) throw keyReused();
  if (kept.job !== null) return { job: kept.job, known: true };
  const ordered = await order();
  await records.save(kept.name, { digest, job: ordered.job }, kept.revision);
  await forgetOld(records, now);
  return ordered;
}

/** The same book with the same wishes. */
export function digestOfOrder({ bytes, fileName }: BookBytes, wishes: OrderWishes): string {
  const sorted = Object.entries(wishes)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(bytes)
    .update(JSON.stringify([fileName, sorted]))
    .digest('hex');
}

const nameFor = (day: Instant, key: string): string => `${dayOf(day)}${createHash('sha256').update(key).digest('hex')}`;

const dayOf = (at: Instant): string => `${PREFIX}${new Date(at).toISOString().slice(0, 10)}/`;

async function keptOrder(records: Client['records'], now: Instant, key: string): Promise<KeptOrder | null> {
  for (const days of DAYS) {
    const kept = await load(records, nameFor(now - days * DAY_MS, key));
    if (kept !== null) return kept;
  }
  return null;
}

async function load(records: Client['records'], name: string): Promise<KeptOrder | null> {
  const found = await records.load(name);
  const read = found === null ? null : fieldsOf(found.value);
  return found === null || read === null ? null : { name, revision: found.revision, ...read };
}

function fieldsOf(value: Json): Pick<KeptOrder, 'digest' | 'job'> | null {
  if (!isJsonObject(value)) return null;
  const { digest, job } = value;
  if (typeof digest !== 'string') return null;
  return { digest, job: typeof job === 'string' ? job : null };
}

/** The first who comes says what the key stands for. */
async function reserve(records: Client['records'], now: Instant, key: string, digest: string): Promise<KeptOrder> {
  const name = nameFor(now, key);
  await records.save(name, { digest, job: null }, null);
  const kept = await load(records, name);
  if (kept === null) throw keyReused();
  return kept;
}

async function forgetOld(records: Client['records'], now: Instant): Promise<void> {
  const current = DAYS.map((days) => dayOf(now - days * DAY_MS));
  for (const name of await records.list(PREFIX))
    if (!current.some((day) => name.startsWith(day))) await records.remove(name);
}

const badKey = (): UserError =>
  new UserError(
    {
      code: CODES.usage,
      what: 'That is no key for an order.',
      why: `It has to have 1 to ${KEY_CHARACTERS} characters.`,
    },
    EXIT.usage,
  );

const keyReused = (): UserError =>
  new UserError(
    {
      code: CODES.keyReused,
      what: 'That key was used for another order.',
      why: 'A key stands for one order: the same book with the same wishes.',
      fix: 'take a new key for a new order',
    },
    EXIT.usage,
  );
