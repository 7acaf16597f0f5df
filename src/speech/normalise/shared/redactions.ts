import type { PatternRule } from './rules.js';

/**
 * Names and years that a book hides: `Mr. B——`, `Lord *****`, `18—`.
 * @param blank said after the letter; empty where nothing is
 * @param year of two digits: what is said for `18—`
 */
export const redactionRules = (blank: string, year: (century: string) => string): readonly PatternRule[] => [
  {
    name: 'redactions',
    pattern: /(?<![\p{L}\p{N}])(1\d)(?:—{1,4}|-{2,8}|–)(?=[\s,;:.!?)”’"]|$)/gu,
    say: ([, century = '']) => year(century),
  },
  {
    name: 'redactions',
    pattern: /(?<![\p{L}\p{N}.])(\p{Lu})(?:—{1,4}|-{2,8}|\*{2,5})(?=[\s,;:.!?)”’"]|['’]s|$)/gu,
    say: ([, letter = '']) => (blank === '' ? letter : `${letter} ${blank}`),
  },
];
