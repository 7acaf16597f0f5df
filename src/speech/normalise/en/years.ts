import { ANY_NUMBER, type Numbers, type PatternRule, rangeRule } from '../shared/index.js';
import { type Dialect, pairWords, plural, yearWords } from './numbers.js';

const YEAR = '1[1-9]\\d\\d|20\\d\\d';
const IS_YEAR = new RegExp(`^(?:${YEAR})$`);

/** Years as pairs: 1984 → "nineteen eighty-four", 1914–18 → "nineteen fourteen to eighteen", the 1920s → "nineteen twenties". */
export function yearRules(numbers: Numbers, dialect: Dialect): readonly PatternRule[] {
  const year = (digits: string): string => yearWords(Number(digits), dialect);
  const name = 'years';
  return [
    rangeRule('to', (digits, isShort) => {
      if (isShort && digits.length === 2) return pairWords(Number(digits));
      return IS_YEAR.test(digits) ? year(digits) : numbers.say(digits);
    }),
    {
      name,
      needs: ANY_NUMBER,
      pattern: new RegExp(`(?<![\\d.,])(${YEAR})['’]?s\\b`, 'g'),
      say: ([, digits = '']) => plural(year(digits)),
    },
    {
      name,
      needs: ANY_NUMBER,
      pattern: /(?<![\p{L}\d.,])['’‘]?(\d0)['’]?s\b/gu,
      say: ([, digits = '']) => plural(numbers.say(digits)),
    },
    {
      name,
      needs: ANY_NUMBER,
      pattern: /(?<![\p{L}\d])['’‘](\d\d)(?![\p{L}\d'’])/gu,
      say: ([, digits = '']) => pairWords(Number(digits)),
    },
    {
      name,
      needs: ANY_NUMBER,
      pattern: new RegExp(`(?<![\\d.,#-])\\b(${YEAR})\\b(?![,.]\\d| ?%)`, 'g'),
      say: ([, digits = '']) => year(digits),
    },
    /** Below 1100 only where the words about it say that it is a year. */
    {
      name,
      needs: ANY_NUMBER,
      pattern:
        /(?<=\b(?:in|In|of|since|Since|by|By|until|before|Before|after|After|year|circa|from|From) )(\d{3,4})(?= (?:BC|Eh D)\b)|(?<=\b(?:in|In|year|circa|Eh D) )(10\d\d)\b/g,
      say: ([, before = '', after = '']) => year(before || after),
    },
  ];
}
