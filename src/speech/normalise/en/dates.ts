import { ANY_NUMBER, keysOf, type NumericDate, numericDateRule, type PatternRule } from '../shared/index.js';
import { type Dialect, ordinalWords, pairWords, yearWords } from './numbers.js';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
const SHORT_MONTHS: Readonly<Record<string, string>> = {
  Jan: 'January',
  Feb: 'February',
  Mar: 'March',
  Apr: 'April',
  Aug: 'August',
  Sept: 'September',
  Sep: 'September',
  Oct: 'October',
  Nov: 'November',
  Dec: 'December',
};

const DAY = '(0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)?';
const MONTH = `(${MONTHS.join('|')})`;
const SHORT = keysOf(SHORT_MONTHS);

/** Days of a month and other ordinals: "March fifth", "the fifth of March", "twenty-first". */
export const dateRules = (dialect: Dialect): readonly PatternRule[] => [
  numericDateRule(dialect === 'american' ? 'month' : 'day', (date) => numericDate(date, dialect)),
  {
    name: 'dates',
    needs: ANY_NUMBER,
    pattern: new RegExp(`\\b(${SHORT})\\.(?= \\d)|(?<=\\d )(${SHORT})\\.`, 'g'),
    say: ([, first = '', second = '']) => SHORT_MONTHS[first || second] ?? null,
  },
  {
    name: 'dates',
    needs: ANY_NUMBER,
    pattern: new RegExp(`\\b${MONTH} ${DAY}(?![\\d:]|,\\d|[–-]\\d)`, 'g'),
    say: ([, month = '', day = '']) => `${month} ${ordinalWords(day)}`,
  },
  {
    name: 'dates',
    needs: ANY_NUMBER,
    pattern: new RegExp(`(\\b[Tt]he )?(?<![\\d,.:/–-])\\b${DAY}(?: of)? ${MONTH}\\b`, 'g'),
    say: ([, article = '', day = '', month = '']) =>
      `${article === '' ? 'the ' : article}${ordinalWords(day)} of ${month}`,
  },
  {
    name: 'ordinals',
    needs: ANY_NUMBER,
    pattern: /(?<![\p{L}\d,.])(\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(st|nd|rd|th|d)\b/gu,
    say: ([, number = '', ending = '']) => (ending === 'd' && !/[23]$/.test(number) ? null : ordinalWords(number)),
  },
];

function numericDate({ day, month, year }: NumericDate, dialect: Dialect): string {
  const name = MONTHS[month - 1] ?? '';
  const said = year.length === 4 ? yearWords(Number(year), dialect) : pairWords(Number(year));
  return dialect === 'american'
    ? `${name} ${ordinalWords(String(day))}, ${said}`
    : `the ${ordinalWords(String(day))} of ${name} ${said}`;
}
