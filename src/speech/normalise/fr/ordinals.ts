import { keysOf, type PatternRule, romanValue } from '../shared/index.js';
import { ordinal } from './numbers.js';

/** What stands behind a number or a numeral: 1er, 1re, 2e, XIXe, XIXᵉ. */
const ENDINGS: Readonly<Record<string, 'masculine' | 'feminine'>> = {
  er: 'masculine',
  ᵉʳ: 'masculine',
  re: 'feminine',
  ère: 'feminine',
  ʳᵉ: 'feminine',
  e: 'masculine',
  ᵉ: 'masculine',
  è: 'masculine',
  ème: 'masculine',
  ième: 'masculine',
};
const ENDING = `(${keysOf(ENDINGS)})(s?)(?![\\p{L}\\p{N}])`;

const say = (value: number, ending: string, plural: string): string | null => {
  const isFirst = /[rʳ]/.test(ending);
  if (value < 1 || isFirst !== (value === 1)) return null;
  return ordinal(value, ENDINGS[ending] ?? 'masculine') + plural;
};

export const ORDINAL_RULES: readonly PatternRule[] = [
  /** "XIX siècle", "au XVIII s." */
  {
    name: 'roman-numerals',
    pattern: /(?<![\p{L}\p{N}])([IVX]{1,6}|\d{1,2})(?:e|ᵉ)? (?:(siècles?)|s\.)(?!\p{L})/gu,
    say: ([, numeral = '', century = 'siècle']) => {
      const value = romanValue(numeral) ?? 0;
      return value === 0 ? null : `${ordinal(value, 'masculine')} ${century || 'siècle'}`;
    },
  },
  {
    name: 'ordinals',
    pattern: new RegExp(`(?<![\\p{L}\\d,.])(\\d{1,3})${ENDING}`, 'gu'),
    say: ([, digits = '', ending = '', plural = '']) => say(Number(digits), ending, plural),
  },
  {
    name: 'ordinals',
    pattern: /(?<![\p{L}\d,.])2n?d(e?)(s?)(?![\p{L}\p{N}])/gu,
    say: ([, feminine = '', plural = '']) => `second${feminine}${plural}`,
  },
  {
    name: 'roman-numerals',
    pattern: new RegExp(`(?<![\\p{L}\\p{N}])([IVX]{1,6})${ENDING}`, 'gu'),
    say: ([, numeral = '', ending = '', plural = '']) => say(romanValue(numeral) ?? 0, ending, plural),
    inCapitals: true,
  },
];
