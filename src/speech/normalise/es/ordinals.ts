import { numeralBeforeRule, oneOf, type PatternRule, romanValue } from '../shared/index.js';
import { MONTHS } from './abbreviation-table.js';
import { ordinal, shortOrdinal, upToTenth } from './numbers.js';

const START = '(?<![\\p{L}\\p{N}.,])';
const END = '(?![\\p{L}\\p{N}])';
const NUMERAL = '[IVX]{1,6}';
const MONTH = oneOf([...MONTHS, 'setiembre']);

const numberOf = (numeral: string): number => romanValue(numeral) ?? 0;

/** 1.º, 1º, 2.ª, 3.er, 1er.; above the twentieth a º without its dot is a degree: `45º`. */
export const ORDINAL_RULES: readonly PatternRule[] = [
  {
    name: 'ordinals',
    pattern: new RegExp(
      `${START}(\\d{1,3})(?:(?:(?<=\\d)\\.|(?<!${START}(?:2[1-9]|[3-9]\\d|\\d{3})))(º|ª)(s?)|\\.?(er)(?:\\.(?= \\p{Ll}))?|(o|a)\\.)${END}`,
      'gu',
    ),
    say: ([, digits = '', sign = '', plural = '', short = '', letter = '']) => {
      const value = Number(digits);
      if (value === 0) return null;
      if (short !== '') return shortOrdinal(value);
      return ordinal(value, (sign || letter) === 'ª' || letter === 'a' ? 'feminine' : 'masculine') + plural;
    },
  },
  /** "el 1 de mayo". */
  { name: 'ordinals', pattern: new RegExp(`${START}1(?= de (?:${MONTH})${END})`, 'gu'), say: () => 'primero' },
];

/** "siglo XIX", "siglos XVI y XVII", "s. XVI"; "II Guerra Mundial". */
export const CENTURY_RULES: readonly PatternRule[] = [
  {
    name: 'roman-numerals',
    pattern: new RegExp(
      `(?<!\\p{L})(siglos?|ss?\\.) (?:(${NUMERAL})(?:,? ([yoe]) | ?[–-] ?))?(${NUMERAL})${END}`,
      'giu',
    ),
    say: ([, century = '', first = '', and = 'a', last = '']) => {
      if (numberOf(last) === 0) return null;
      const name = century.replace(/^ss\./i, 'siglos').replace(/^s\./i, 'siglo');
      const before = first === '' ? '' : `${upToTenth(numberOf(first), 'masculine')} ${and || 'a'} `;
      return `${name} ${before}${upToTenth(numberOf(last), 'masculine')}`;
    },
    inCapitals: true,
  },
  numeralBeforeRule(
    `[Gg]uerra${END}|[Rr]epública${END}|[Cc]ruzada${END}|Internacional${END}|[Ee]dición|[Dd]inastía|[Ll]egión|[Oo]limpiada`,
    (value) => ordinal(value, 'feminine'),
  ),
  numeralBeforeRule(`Reich${END}|[Cc]oncilio|[Cc]ongreso|[Cc]entenario|[Aa]niversario`, shortOrdinal),
];
