import { toCardinal, toOrdinal } from 'n2words/en-US';
import { type Numbers, numbersOf } from '../shared/index.js';

export type Dialect = 'american' | 'british';

/** The British say "one hundred and five". */
export const englishNumbers = (dialect: Dialect): Numbers =>
  numbersOf({
    groups: ',',
    decimal: '.',
    point: 'point',
    decimals: 'digits',
    digits: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
    cardinal: (value) => toCardinal(value, { and: dialect === 'british' }),
  });

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
