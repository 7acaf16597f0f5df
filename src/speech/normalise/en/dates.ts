import { type Groups, replaceSpoken } from '../shared/index.js';
import { ordinalWords } from './words.js';

const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December';
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
const SHORT_MONTH = new RegExp(
  `\\b(${Object.keys(SHORT_MONTHS).join('|')})\\.(?=\\s+\\d)|(?<=\\d\\s)(${Object.keys(SHORT_MONTHS).join('|')})\\.`,
  'g',
);
const MONTH_DAY = new RegExp(`\\b(${MONTHS}) ${DAY}(?![\\d:]|,\\d)`, 'g');
const DAY_MONTH = new RegExp(`(\\bthe |\\bThe )?(?<![\\d,.:/])\\b${DAY}(?: of)? (${MONTHS})\\b`, 'g');
const ORDINAL = /(?<![\p{L}\d,.])(\d{1,3}(?:,\d{3})+|\d+)(st|nd|rd|th|d)\b/gu;

/** Days of a month and other ordinals: "March fifth", "the fifth of March", "twenty-first". */
export function sayDates(text: string): string {
  const months = replaceSpoken(
    text,
    SHORT_MONTH,
    ([, first = '', second = '']) => SHORT_MONTHS[first || second] ?? null,
  );
  const monthFirst = replaceSpoken(months, MONTH_DAY, ([, month = '', day = '']) => `${month} ${ordinalWords(day)}`);
  const dayFirst = replaceSpoken(monthFirst, DAY_MONTH, sayDayMonth);
  return replaceSpoken(dayFirst, ORDINAL, ([, number = '', ending = '']) =>
    ending === 'd' && !/[23]$/.test(number) ? null : ordinalWords(number),
  );
}

const sayDayMonth = ([, article = '', day = '', month = '']: Groups): string =>
  `${article === '' ? 'the ' : article}${ordinalWords(day)} of ${month}`;
