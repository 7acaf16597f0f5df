import { CODES } from '../../core/index.js';
import type { BookBytes } from '../../ordering/index.js';
import { WebRefusal } from '../errors/index.js';
import type { WebParts } from '../web-parts.js';

/**
 * Looks into a book that was sent when its turn has come: each look is a process of its own with up to half a gigabyte.
 * What waits is only a name: the book itself is read when it is looked into.
 * @param caller aborts when the one who asked is gone
 * @throws WebRefusal: no such book (404), too many wait (503)
 */
export async function lookingInto<T>(
  parts: WebParts,
  id: string,
  caller: AbortSignal,
  work: (book: BookBytes, here: WebParts['here']) => Promise<T>,
): Promise<T> {
  await parts.shelf.find(id);
  return inTurn(parts, caller, async (here) => {
    const { book, bytes } = await parts.shelf.read(id);
    return work({ path: null, fileName: book.fileName, bytes }, here);
  });
}

async function inTurn<T>(
  { looking, here, closing }: WebParts,
  caller: AbortSignal,
  work: (here: WebParts['here']) => Promise<T>,
): Promise<T> {
  const signal = AbortSignal.any([here.signal, closing, caller]);
  const done = await looking.serve(() => work({ ...here, signal }), signal);
  if (done !== null) return done.value;
  throw new WebRefusal(
    503,
    {
      code: CODES.busy,
      what: 'Too many books are being looked at now.',
      why: 'Each is read in a process of its own, and this node allows a few at a time.',
      fix: 'ask again in a few seconds',
    },
    { headers: { 'Retry-After': '5' } },
  );
}
