import { type Groups, replaceSpoken } from '../shared/index.js';
import { type Dialect, numberWords, pairWords, plural, yearWords } from './words.js';

const YEAR = '1[1-9]\\d\\d|20\\d\\d';
const RANGE = new RegExp(`(?<![\\d.,])(${YEAR})\\s?[–—-]\\s?(\\d{4}|\\d{2})(?![\\d,]|\\.\\d)`, 'g');
const DECADE = new RegExp(`(?<![\\d.,])(${YEAR})['’]?s\\b`, 'g');
const SHORT_DECADE = /(?<![\p{L}\d.,])['’‘]?(\d0)['’]?s\b/gu;
const SHORT_YEAR = /(?<![\p{L}\d])['’‘](\d\d)(?![\p{L}\d'’])/gu;
/** A number of four digits without a comma. Below 1100 only where the words about it say that it is a year. */
const LATE = new RegExp(`(?<![\\d.,#-])\\b(${YEAR})\\b(?![,.]\\d|\\s?%)`, 'g');
const EARLY =
  /(?<=\b(?:in|In|of|since|Since|by|By|until|before|Before|after|After|year|circa|from|From) )(\d{3,4})(?=\s(?:BC|Eh D)\b)|(?<=\b(?:in|In|year|circa|Eh D) )(10\d\d)\b/g;

/** Years as pairs: 1984 → "nineteen eighty-four", 1914–18 → "nineteen fourteen to eighteen", the 1920s → "nineteen twenties". */
export function sayYears(text: string, dialect: Dialect): string {
  const year = (digits: string): string => yearWords(Number(digits), dialect);
  const steps: readonly (readonly [RegExp, (groups: Groups) => string | null])[] = [
    [RANGE, ([, from = '', to = '']) => `${year(from)} to ${to.length === 2 ? pairWords(Number(to)) : year(to)}`],
    [DECADE, ([, digits = '']) => plural(year(digits))],
    [SHORT_DECADE, ([, digits = '']) => plural(numberWords(digits, dialect))],
    [SHORT_YEAR, ([, digits = '']) => pairWords(Number(digits))],
    [LATE, ([, digits = '']) => year(digits)],
    [EARLY, ([, before = '', after = '']) => year(before || after)],
  ];
  return steps.reduce((said, [pattern, say]) => replaceSpoken(said, pattern, say), text);
}
