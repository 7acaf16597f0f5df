import { ANY_NUMBER, literal, oneOf, type PatternRule } from './rules.js';

export type Gender = 'masculine' | 'feminine' | 'neuter';

/** How a language writes numbers and says them. */
export interface NumberFormat {
  /** Signs between thousands, as they stand in a character class. White space is one plain space by now. */
  readonly groups: string;
  readonly decimal: '.' | ',';
  /** The word for the decimal sign. */
  readonly point: string;
  /** Decimals are said digit by digit, or as a number where they are few. */
  readonly decimals: 'digits' | 'number';
  /** Zero to nine. */
  readonly digits: readonly string[];
  /**
   * @param value digits without a leading zero, at most `LONGEST_NUMBER` of them
   * @param gender of the noun that follows; null where the number stands by itself
   */
  readonly cardinal: (value: string, gender: Gender | null) => string;
}

export interface Numbers {
  /** A pattern's source for a number as it is written; it has no groups. Put `NUMBER_START` before it. */
  readonly amount: string;
  /** `1,234.50` → "one thousand two hundred thirty-four point five zero". */
  readonly say: (written: string, gender?: Gender | null) => string;
  /** `007` → "zero zero seven". */
  readonly spell: (digits: string) => string;
  /** `1,234.5` → 1234.5. */
  readonly valueOf: (written: string) => number;
  /** `1,234.50` → whole "1234", decimals "50"; null where no decimals are written. */
  readonly partsOf: (written: string) => { readonly whole: string; readonly decimals: string | null };
}

/** More digits than this are said one by one: nobody says quadrillions. */
const LONGEST_NUMBER = 15;
/** Groups of three digits that are looked at. */
const MOST_GROUPS = 8;
/** Decimals said as a number, where a language does that: "virgule quatorze". */
const DECIMALS_AS_NUMBER = 2;

/** A number begins here and not before. */
export const NUMBER_START = '(?<!\\d|\\d[.,])';

export function numbersOf(format: NumberFormat): Numbers {
  const { groups, decimal } = format;
  const amount = `(?:[1-9]\\d{0,2}(?:[${groups}]\\d{3}){1,${MOST_GROUPS}}(?!\\d)|\\d+)(?:${literal(decimal)}\\d+)?`;
  const spell = (digits: string): string => [...digits].map((digit) => format.digits[Number(digit)] ?? '').join(' ');
  const whole = (digits: string, gender: Gender | null): string =>
    digits.length > LONGEST_NUMBER || /^0\d/.test(digits) ? spell(digits) : format.cardinal(digits || '0', gender);
  const partsOf = (written: string): { whole: string; decimals: string | null } => {
    const [before = '', after] = written.split(decimal);
    return { whole: before.replace(/\D/g, ''), decimals: after ?? null };
  };
  const decimals = (digits: string): string => {
    const zeros = /^0*/.exec(digits)?.[0] ?? '';
    const isFew = format.decimals === 'number' && digits.length <= DECIMALS_AS_NUMBER && zeros.length < digits.length;
    if (!isFew) return spell(digits);
    return [spell(zeros), whole(digits.slice(zeros.length), null)].filter((word) => word !== '').join(' ');
  };
  return {
    amount,
    spell,
    partsOf,
    valueOf: (written) => {
      const parts = partsOf(written);
      return Number(`${parts.whole}.${parts.decimals ?? '0'}`);
    },
    say: (written, gender = null) => {
      const parts = partsOf(written);
      const said = whole(parts.whole, parts.decimals === null ? gender : null);
      return parts.decimals === null ? said : `${said} ${format.point} ${decimals(parts.decimals)}`;
    },
  };
}

/**
 * Every number that is left; the last rules of a language. A letter beside it stays apart: `B12` → "B twelve".
 * @param genderBefore the gender of a noun, null for another word; left out where numbers have no gender
 */
export const numberRules = (
  numbers: Numbers,
  genderBefore?: (noun: string) => Gender | null,
): readonly PatternRule[] => [
  {
    name: 'numbers',
    needs: ANY_NUMBER,
    pattern: new RegExp(`(\\p{L})?${NUMBER_START}(${numbers.amount})(?=(\\p{L})| (\\p{L}{1,30})|)`, 'gu'),
    say: ([, before = '', number = '', after = '', noun = '']) => {
      const words = numbers.say(number, noun === '' ? null : genderBefore?.(noun));
      return `${before}${before && ' '}${words}${after && ' '}`;
    },
  },
  /** Digits that no number is made of, in chains longer than anybody writes. */
  {
    name: 'numbers',
    needs: ANY_NUMBER,
    pattern: /([.,]?)(\d+)/g,
    say: ([, sign = '', digits = '']) => `${sign}${sign && ' '}${numbers.say(digits)}`,
  },
];

/** Numbers with more signs than an amount has: `2.3.1` → "two point three point one". A comma stays a comma. */
export const chainRule = (numbers: Numbers, point: string): PatternRule => {
  const amount = new RegExp(`^(?:${numbers.amount})$`);
  return {
    name: 'numbers',
    needs: ANY_NUMBER,
    pattern: /(?<!\d|\d[.,])\d{1,15}(?:[.,]\d{1,15}){1,20}(?!\d|[.,]\d)/g,
    say: ([written]) =>
      amount.test(written)
        ? null
        : written.replace(/\d+|\./g, (part) => (part === '.' ? ` ${point} ` : numbers.say(part))).replaceAll(',', ', '),
  };
};

/** Where decimals have a comma: those behind an English point, one or two. @param point the word for it */
export const otherPointRule = (numbers: Numbers, point: string): PatternRule => ({
  name: 'numbers',
  needs: ANY_NUMBER,
  pattern: /(?<![\p{L}\d.,])(\d{1,15})\.(\d{1,2})(?![\d.,:]*\d)/gu,
  say: ([, whole = '', decimals = '']) => `${numbers.say(whole)} ${point} ${numbers.say(decimals)}`,
});

/** A minus before a number, at a word's beginning. */
export const minusRule = (word: string): PatternRule => ({
  name: 'minus',
  needs: ANY_NUMBER,
  pattern: /(?<=^|[\s(])[-−](?=\d)/g,
  say: () => `${word} `,
});

/**
 * Ranges that go up: `1914–18`, `3–5`, `12-14`. A score (`3–1`) does not.
 * @param say a number of up to four digits; `isShort` where the second was cut: the 18 of 1914–18
 */
export const rangeRule = (to: string, say: (digits: string, isShort: boolean) => string): PatternRule => ({
  name: 'ranges',
  needs: ANY_NUMBER,
  pattern: /(?<![\d.,/–-])(\d{1,4})(?:[–—-]| – )(\d{1,4})(?![\d–/-]|[.,:]\d)/g,
  say: ([, from = '', until = '']) => {
    const isShort = until.length < from.length && from.length > 2;
    const whole = isShort ? from.slice(0, from.length - until.length) + until : until;
    return Number(whole) > Number(from) ? `${say(from, false)} ${to} ${say(until, isShort)}` : null;
  },
});

/** A pattern's source for the names of months or other words of a table. */
export const keysOf = (table: Readonly<Record<string, unknown>>): string => oneOf(Object.keys(table));
