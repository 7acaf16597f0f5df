import { ANY_NUMBER, type PatternRule } from './rules.js';

/** Groups of a telephone number that are looked at. */
const MOST_GROUPS = 8;

/** `+44 20 7946 0958`, `(020) 7946-0958`, `555-1234`, `978-0-14-103614-4`; dates are said before. */
const SHAPES: readonly string[] = [
  `\\+\\d{1,3}(?:[ .\\-/]?\\(?\\d{1,8}\\)?){1,${MOST_GROUPS}}`,
  `\\(\\d{2,5}\\) ?\\d{2,8}(?:[ .-]\\d{2,8}){0,${MOST_GROUPS}}`,
  `0\\d{1,5}(?:[ .\\-/]\\d{2,8}){1,${MOST_GROUPS}}`,
  '\\d{3}[.-]\\d{3}[.-]\\d{4}',
  '\\d{3}-\\d{4}',
  `\\d{1,9}(?:-\\d{1,9}){3,${MOST_GROUPS}}`,
];

/**
 * Telephone and other numbers that are read in their groups, with a short pause between.
 * @param sayGroup digits as they stand
 * @param plus what is said for a + in front
 */
export const digitGroupRule = (sayGroup: (digits: string) => string, plus: string): PatternRule => ({
  name: 'digits',
  needs: ANY_NUMBER,
  pattern: new RegExp(`(?<![\\p{L}\\d.,/+-]|\\d )(?:${SHAPES.join('|')})(?![\\p{L}\\d/-]|[.,]\\d)`, 'gu'),
  say: ([written]) => {
    const groups = (written.match(/\d+/g) ?? []).map(sayGroup);
    return (written.startsWith('+') ? `${plus} ` : '') + groups.join(', ');
  },
});
