import { z } from 'zod';

const YES = ['true', '1', 'yes', 'on'];
const NO = ['false', '0', 'no', 'off'];
const SWITCH_WORDS = 'true or false is expected';

/** Words of variables become what a file has. */
export const onOrOff = z.preprocess((value) => {
  if (typeof value !== 'string') return value;
  const word = value.trim().toLowerCase();
  if (YES.includes(word)) return true;
  return NO.includes(word) ? false : value;
}, z.boolean(SWITCH_WORDS));
