import { oneOf, type PatternRule } from '../shared/index.js';
import { STREETS } from './abbreviation-table.js';

/** Before the titles, because `St.` and `Dr.` are both: "10 Baker St." but "St. John". */
export const STREET_RULE: PatternRule = {
  name: 'streets',
  needs: new RegExp(`(?:${oneOf(Object.keys(STREETS))})\\.`),
  pattern: new RegExp(
    `(?<=(?:\\p{Lu}\\p{L}{1,30}|\\d(?:st|nd|rd|th)) )(${oneOf(Object.keys(STREETS))})\\.(?! \\p{Lu})`,
    'gu',
  ),
  say: ([, word = '']) => STREETS[word] ?? null,
};
