/** Words of no book that go through the rules of a language in the place of listed ones. */
export interface StandIns {
  /** Number `number`, with the capitals of `written` and at least `length` characters. */
  put(number: number, written: string, length: number): string;
  takeBack(text: string, said: (number: number) => string): string;
}

/** Glagolitic: letters with capitals, written by nobody for eight centuries and named in no rule. */
const FIRST = 0x2c00;
const CASE_STEP = 0x30;
const BEGIN = String.fromCodePoint(FIRST + CASE_STEP);
const FILL = String.fromCodePoint(FIRST + CASE_STEP + 1);
const FIRST_DIGIT = FIRST + CASE_STEP + 2;
const BASE = 40;
const DIGITS = 2;
const ANY = /[\u2c00-\u2c5f]/;
const STAND_IN = /\u2c30([\u2c32-\u2c59]{2})\u2c31*/g;

/** Null where the text has such letters itself. */
export function standInsFor(text: string): StandIns | null {
  if (ANY.test(text)) return null;
  return {
    put: (number, written, length) => {
      const word = `${BEGIN}${digit(Math.floor(number / BASE))}${digit(number % BASE)}`.padEnd(length, FILL);
      if (written === written.toUpperCase() && /\p{Lu}.*\p{Lu}/u.test(written)) return word.toUpperCase();
      return /^\p{Lu}/u.test(written) ? word.charAt(0).toUpperCase() + word.slice(1) : word;
    },
    takeBack: (text, said) =>
      text
        .replace(/[\u2c00-\u2c2f]/g, (capital) => capital.toLowerCase())
        .replace(STAND_IN, (_word, digits: string) => said(numberOf(digits)))
        .replace(/[\u2c30-\u2c5f]/g, ''),
  };
}

const digit = (value: number): string => String.fromCodePoint(FIRST_DIGIT + (value % BASE));

const numberOf = (digits: string): number =>
  [...digits.slice(0, DIGITS)].reduce((sum, each) => sum * BASE + ((each.codePointAt(0) ?? 0) - FIRST_DIGIT), 0);
