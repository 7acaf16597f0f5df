import type { PatternRule } from './rules.js';

const HIDDEN = /--|[—–⸺⸻]/;
/** One dash behind a letter may be an interruption ("So I—"); behind a title it hides a name. */
const TITLE = '(?<!\\p{L})\\p{Lu}\\p{L}{0,12}\\.? (?:(?:de|d’|of|von) )?';
const BEHIND = '(?=[ ,;:.!?)”’"]|$)';

/**
 * Names and years that a book hides: `Mr. B——`, `Mr. ——`, `the ⸺shire`, `18—`.
 * @param blank said after the letter; empty where nothing is
 * @param year of two digits: what is said for `18—`
 */
export const redactionRules = (blank: string, year: (century: string) => string): readonly PatternRule[] => [
  {
    name: 'redactions',
    needs: HIDDEN,
    pattern: /(?<![\p{L}\p{N}])(1\d)(?:—{1,4}|[⸺⸻]|-{2,8}|–)(?=[\s,;:.!?)”’"]|$)/gu,
    say: ([, century = '']) => year(century),
  },
  {
    name: 'redactions',
    needs: HIDDEN,
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}.])(?:(\\p{Lu})(?:—{2,4}|[⸺⸻]|-{4,8})|(?<=${TITLE})([B-HJ-NP-Z])(?:—|--))${BEHIND}`,
      'gu',
    ),
    say: ([, letter = '', other = '']) => `${letter || other}${blank && ` ${blank}`}`,
  },
  {
    name: 'redactions',
    needs: HIDDEN,
    pattern: new RegExp(`[⸺⸻](?=(\\p{Ll})?)|(?<=${TITLE})(?:—{2,4}|-{4,8})${BEHIND}`, 'gu'),
    say: ([, letter = '']) => (blank === '' ? null : blank + (letter && ' ')),
  },
];
