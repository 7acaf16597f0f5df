import { numeralBeforeRule, oneOf, type PatternRule, romanValue } from '../shared/index.js';
import { MONTHS } from './abbreviation-table.js';
import { ITALIAN_NUMBERS, ordinal } from './numbers.js';

const START = '(?<![\\p{L}\\p{N}.,])';
const END = '(?![\\p{L}\\p{N}])';
/** Behind a degree sign that is one; elsewhere `3° piano` is written for `3º piano`. */
const DEGREES = 'gradi|nord|sud|est|ovest|di|centigradi|Celsius|Fahrenheit|sotto|sopra|e \\d';
const NUMERAL = '[IVX]{1,6}';

const sayRoman = (numeral: string, gender: 'masculine' | 'feminine'): string | null => {
  const value = romanValue(numeral);
  return value === null ? null : ordinal(value, gender);
};

const MONTH = oneOf(MONTHS.flatMap((month) => [month, `${month[0]?.toUpperCase()}${month.slice(1)}`]));

export const ORDINAL_RULES: readonly PatternRule[] = [
  {
    name: 'ordinals',
    pattern: new RegExp(
      `${START}(?:1[º°](?= \\p{Ll})|(\\d{1,3})(?:º|°(?= \\p{Ll})(?! (?:(?:${DEGREES})(?!\\p{L})|all[’']))))${END}`,
      'gu',
    ),
    say: ([, digits = '']) =>
      digits !== '' && Number(digits) === 0 ? null : ordinal(Number(digits || '1'), 'masculine'),
  },
  {
    name: 'ordinals',
    pattern: new RegExp(`${START}(\\d{1,3})(?:ª|\\^a)${END}`, 'gu'),
    say: ([, digits = '']) => (Number(digits) === 0 ? null : ordinal(Number(digits), 'feminine')),
  },
  /** "l'1 maggio", "dell'1 maggio". */
  {
    name: 'ordinals',
    pattern: new RegExp(`(?<!\\p{L})([Ll]|[Dd]ell|[Aa]ll|[Dd]all|[Nn]ell|[Ss]ull)['’]1(?= (?:${MONTH})${END})`, 'gu'),
    say: ([, article = '']) => `${article.length === 1 ? (article === 'L' ? 'Il' : 'il') : article.slice(0, -1)} primo`,
  },
  /** "il 1 maggio", "XX Settembre". */
  { name: 'ordinals', pattern: new RegExp(`${START}1(?= (?:${MONTH})${END})`, 'gu'), say: () => 'primo' },
  {
    name: 'roman-numerals',
    pattern: new RegExp(`${START}(${NUMERAL})(?= (?:${MONTH})${END})`, 'gu'),
    say: ([, numeral = '']) => {
      const value = romanValue(numeral);
      if (value === 1) return 'primo';
      return value === null ? null : ITALIAN_NUMBERS.say(String(value));
    },
  },
];

/** Numerals that stand before or behind what they count: "XIX secolo", "sec. XIX", "II guerra mondiale". */
export const CENTURY_RULES: readonly PatternRule[] = [
  {
    name: 'roman-numerals',
    pattern: new RegExp(`${START}(${NUMERAL})[º°]? (secol[oi]|sec\\.)(?!\\p{L})`, 'giu'),
    say: ([, numeral = '', century = '']) => {
      const said = sayRoman(numeral, 'masculine');
      return said === null ? null : `${said} ${century.replace(/sec\./i, 'secolo')}`;
    },
    inCapitals: true,
  },
  {
    name: 'roman-numerals',
    pattern: new RegExp(`(?<!\\p{L})(secol[oi]|sec\\.) (?:(${NUMERAL}) (e|o|ed) )?(${NUMERAL})${END}`, 'giu'),
    say: ([, century = '', first = '', and = '', numeral = '']) => {
      const said = sayRoman(numeral, 'masculine');
      const before = first === '' ? '' : `${sayRoman(first, 'masculine') ?? first} ${and} `;
      return said === null ? null : `${century.replace(/sec\./i, 'secolo')} ${before}${said}`;
    },
    inCapitals: true,
  },
  numeralBeforeRule(
    `[Gg]uerra [Mm]ondiale|[Rr]epubblica${END}|[Cc]rociata|[Ee]dizione|[Dd]inastia|[Ll]egione|[Oo]limpiade`,
    (value) => ordinal(value, 'feminine'),
  ),
  numeralBeforeRule(`Reich${END}|[Cc]oncilio|[Cc]ongresso|[Aa]nniversario`, (value) => ordinal(value, 'masculine')),
  /** "nel '900", "gli anni '20", "giugno '46". */
  {
    name: 'years',
    pattern: new RegExp(
      `(?<=(?<!\\p{L})(?:[Aa]nni|[Nn]el|[Dd]el|[Aa]l|[Dd]al|[Ii]l|[Ss]ul|di|e|${MONTH}) )['’](\\d{2}|[2-9]00)${END}`,
      'gu',
    ),
    say: ([, digits = '']) => ITALIAN_NUMBERS.say(String(Number(digits))),
  },
];
