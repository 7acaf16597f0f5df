import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Client } from '../client/index.js';
import { CODES, type Clock, type Instant, type Json } from '../core/index.js';
import { WebRefusal } from './errors/index.js';

/** After that a key is new again. */
const KEPT_MS = 24 * 3_600_000;
/** Reading a long book takes a minute; what has not ended by then died with its node. */
const LONGEST_MS = 10 * 60_000;
const PREFIX = 'web/once/';

const record = z.object({
  at: z.number(),
  /** Of what was asked with the key. */
  digest: z.string(),
  /** Null while it is being done. */
  answer: z.unknown().nullable(),
});

/** What is done once for a key that the caller chose, whichever node it asks and however often. */
export interface Once {
  /**
   * @param request what is asked; the same key for another one is refused
   * @returns `replayed`: it was done before, and this is what was answered then
   * @throws WebRefusal (409) while it is being done, and for a key that was used for something else
   */
  do<T extends Json>(
    key: string,
    request: Json,
    work: () => Promise<T>,
  ): Promise<{ readonly answer: T; readonly replayed: boolean }>;
  /** Forgets keys of yesterday. */
  sweep(): Promise<void>;
}

export function createOnce({ records }: Pick<Client, 'records'>, clock: Clock): Once {
  return {
    do: async <T extends Json>(key: string, request: Json, work: () => Promise<T>) => {
      const name = PREFIX + sha256(key);
      const digest = sha256(JSON.stringify(request));
      const before = await records.load(name);
      const known = before === null ? null : usable(before.value, clock.now());
      if (known !== null && known.digest !== digest) throw keyReused();
      if (known !== null && known.answer !== null) return { answer: known.answer as T, replayed: true };
      const mine = { at: clock.now(), digest, answer: null };
      if (known !== null || !(await records.save(name, mine, before?.revision ?? null))) throw underWay();
      try {
        const answer = await work();
        await keepAnswer(records, name, { ...mine, answer });
        return { answer, replayed: false };
      } catch (error) {
        await records.remove(name);
        throw error;
      }
    },
    sweep: async () => {
      for (const name of await records.list(PREFIX)) {
        const kept = await records.load(name);
        if (kept !== null && usable(kept.value, clock.now()) === null) await records.remove(name);
      }
    },
  };
}

/** Null for what is too old to count, or was written by somebody else. */
function usable(value: Json, now: Instant): z.output<typeof record> | null {
  const read = record.safeParse(value);
  if (!read.success) return null;
  const { at, answer } = read.data;
  return now - at < (answer === null ? LONGEST_MS : KEPT_MS) ? read.data : null;
}

async function keepAnswer(records: Client['records'], name: string, value: Json): Promise<void> {
  const mine = await records.load(name);
  await records.save(name, value, mine?.revision ?? null);
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const keyReused = (): WebRefusal =>
  new WebRefusal(409, {
    code: CODES.keyReused,
    what: 'That Idempotency-Key was used for another request.',
    why: 'A key stands for one order: the same book with the same wishes.',
    fix: 'take a new key for a new order',
  });

const underWay = (): WebRefusal =>
  new WebRefusal(
    409,
    {
      code: CODES.busy,
      what: 'The request with that Idempotency-Key is being done.',
      fix: 'ask again in a few seconds: the answer will be the same',
    },
    { headers: { 'Retry-After': '5' } },
  );
