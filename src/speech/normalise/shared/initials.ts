import type { PatternRule } from './rules.js';

const CAPITAL_WITH_DOT = /\p{Lu}\./u;

/** How one letter is said by itself: English says "Eh" for the A that eSpeak would take for the article. */
type SayLetter = (letter: string) => string;

/** The abbreviations in capitals that a language spells, and those it says as words. All others are left to the voice. */
export interface Initialisms {
  readonly spelt: readonly string[];
  readonly words: readonly string[];
}

/**
 * `J. R. R.`, `J.R.R.`, `U.N.`, and one capital with its dot before a name: letters with spaces between them.
 * @param single the capitals that are no words by themselves, as a pattern's source
 */
export const initialRules = (single: string, sayLetter: SayLetter): readonly PatternRule[] => [
  {
    name: 'initials',
    needs: CAPITAL_WITH_DOT,
    pattern: /(?<![\p{L}\p{N}])(?:\p{Lu}\.[ -]?){2,12}/gu,
    say: ([run]) => (run.match(/\p{Lu}/gu) ?? []).map(sayLetter).join(' ') + (run.endsWith(' ') ? ' ' : ''),
  },
  {
    name: 'initials',
    needs: CAPITAL_WITH_DOT,
    pattern: new RegExp(`(?<![\\p{L}\\p{N}.])(${single})\\.(?= \\p{Lu})`, 'gu'),
    say: ([, letter = '']) => sayLetter(letter),
  },
];

/** `BBC` → "B B C". */
export const initialismRule = ({ spelt }: Initialisms, sayLetter: SayLetter): PatternRule => ({
  name: 'initialisms',
  pattern: new RegExp(`(?<![\\p{L}\\p{N}])(${spelt.join('|')})(?![\\p{Lu}\\p{N}])`, 'gu'),
  say: ([, letters = '']) => [...letters].map(sayLetter).join(' '),
});
