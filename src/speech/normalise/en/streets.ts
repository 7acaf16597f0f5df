import { ANY_DOT, ANY_NUMBER, oneOf, type PatternRule } from '../shared/index.js';
import { STREETS } from './abbreviation-table.js';

/** Before the titles, because `St.` and `Dr.` are both: "10 Baker St." but "St. John". */
export const STREET_RULE: PatternRule = {
  name: 'streets',
  needs: ANY_DOT,
  pattern: new RegExp(`(?<=\\p{Lu}\\p{L}{1,30} )(${oneOf(Object.keys(STREETS))})\\.(?! \\p{Lu})`, 'gu'),
  say: ([, word = '']) => STREETS[word] ?? null,
};

/** `in.` is an inch only behind feet. */
export const INCH_RULE: PatternRule = {
  name: 'units',
  needs: ANY_NUMBER,
  pattern: /(?<=\b(?:feet|foot) \d{1,2}) in\./g,
  say: () => ' inches',
};
