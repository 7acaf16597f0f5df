import { CODES } from '../../core/index.js';
import { WebRefusal } from '../errors/index.js';
import type { WebParts } from '../web-parts.js';

/**
 * Looks into a book when its turn has come: each look is a process of its own with up to half a gigabyte.
 * @param caller aborts when the one who asked is gone
 * @throws WebRefusal (503) when too many wait
 */
export async function lookingFor<T>(
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
