import { createHash } from 'node:crypto';
import { type Client, doOnce, forgetOnce } from '../client/index.js';
import {
  assertNever,
  CODES,
  EXIT,
  type Instant,
  isJsonObject,
  type Json,
  type JobId,
  UserError,
} from '../core/index.js';
import type { BookBytes, OrderWishes } from '../ordering/index.js';

const ROOM = 'library/orders/';
const KEY_CHARACTERS = 200;

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
  const end = await doOnce(records, now, { room: ROOM, key, digest }, order, ({ job }) => ({ job }));
  switch (end.type) {
    case 'done':
      await forgetOnce(records, ROOM, now);
      return end.made;
    case 'known':
      return jobIn(end.answer) ?? order();
    case 'taken':
      throw keyReused();
    case 'under-way':
      return order();
    default:
      return assertNever(end, 'end of an order');
  }
}

const jobIn = (answer: Json): { readonly job: JobId; readonly known: true } | null =>
  isJsonObject(answer) && typeof answer['job'] === 'string' ? { job: answer['job'], known: true } : null;

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
