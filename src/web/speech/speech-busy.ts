import { CODES } from '../../core/index.js';
import { WebRefusal } from '../errors/index.js';

/** Texts are short: a place in the queue is free in about that many seconds. */
const COME_BACK_S = 5;

/** The queue of those who wait for speech is full. */
export const speechBusy = (): WebRefusal =>
  new WebRefusal(
    429,
    { code: CODES.busy, what: 'Others wait for speech already.', fix: `ask again in ${COME_BACK_S} s` },
    { headers: { 'Retry-After': String(COME_BACK_S) } },
  );
