import { createHash } from 'node:crypto';
import { type Client, doOnce, forgetOnce } from '../client/index.js';
import { assertNever, CODES, type Clock, type Json } from '../core/index.js';
import { WebRefusal } from './errors/index.js';

const ROOM = 'web/once/';

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
  /** Forgets old keys. */
  sweep(): Promise<void>;
}

export function createOnce({ records }: Pick<Client, 'records'>, clock: Clock): Once {
  return {
    do: async <T extends Json>(key: string, request: Json, work: () => Promise<T>) => {
      const asked = { room: ROOM, key, digest: sha256(JSON.stringify(request)) };
      const end = await doOnce(records, clock.now(), asked, work, (made) => made);
      switch (end.type) {
        case 'done':
          return { answer: end.made, replayed: false };
        case 'known':
          return { answer: end.answer as T, replayed: true };
        case 'taken':
          throw keyReused();
        case 'under-way':
          throw underWay();
        default:
          return assertNever(end, 'end of what is done once');
      }
    },
    sweep: () => forgetOnce(records, ROOM, clock.now()),
  };
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
