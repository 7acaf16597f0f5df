import { toCardinal, toOrdinal } from 'n2words/en-US';

export type Dialect = 'american' | 'british';

/** More digits than this are said one by one: nobody says quadrillions. */
const LONGEST_NUMBER = 15;
const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] as const;

const digitWords = (digits: string): string => [...digits].map((digit) => DIGITS[Number(digit)] ?? '').join(' ');

/** `1,234.50` → "one thousand two hundred thirty-four point five zero". Commas between thousands may be there. */
export function numberWords(written: string, dialect: Dialect): string {
  const [whole = '', decimals] = written.replaceAll(',', '').split('.');
  const said = wholeWords(whole, dialect);
  return decimals === undefined ? said : `${said} point ${digitWords(decimals)}`;
}

/** A number that begins with a zero is a code, not an amount: it is said by digits. */
function wholeWords(digits: string, dialect: Dialect): string {
  if (digits.length > LONGEST_NUMBER || /^0\d/.test(digits)) return digitWords(digits);
  return toCardinal(digits === '' ? '0' : digits, { and: dialect === 'british' });
}

/** @param digits a whole number above zero, commas allowed */
export function ordinalWords(digits: string): string {
  const value = BigInt(digits.replaceAll(',', ''));
  return value > 0n ? toOrdinal(value) : 'zeroth';
}

/** 0 … 99 after a hundred or an hour: `05` → "oh five". */
export const pairWords = (value: number): string => (value < 10 ? `oh ${toCardinal(value)}` : toCardinal(value));

/** 1984 → "nineteen eighty-four". */
export function yearWords(year: number, dialect: Dialect): string {
  const century = Math.floor(year / 100);
  const rest = year % 100;
  const isRoundThousand = year % 1000 < 10;
  if (isRoundThousand || year < 1000) return toCardinal(year, { and: dialect === 'british' });
  return rest === 0 ? `${toCardinal(century)} hundred` : `${toCardinal(century)} ${pairWords(rest)}`;
}

/** "twenty" → "twenties", "hundred" → "hundreds": decades, parts. */
export const plural = (words: string): string => (words.endsWith('y') ? `${words.slice(0, -1)}ies` : `${words}s`);
