import { numericDateRule, type PatternRule } from '../shared/index.js';
import { MONTHS } from './abbreviation-table.js';
import { ITALIAN_NUMBERS } from './numbers.js';

const LAST_HOUR = 24;
const CLOCK_WORDS = "(?:[Aa]lle|[Dd]alle|[Dd]elle|[Ll]e|[Oo]re|[Vv]erso le|[Aa]ll['’]|[Dd]all['’])";

function say(hour: string, minutes: string): string | null {
  if (Number(hour) > LAST_HOUR) return null;
  const hours = Number(hour) === 1 ? 'una' : ITALIAN_NUMBERS.say(String(Number(hour)));
  return Number(minutes) === 0 ? hours : `${hours} e ${ITALIAN_NUMBERS.say(String(Number(minutes)))}`;
}

/** 10:30 and, behind "alle" or "ore", 10.30 → "dieci e trenta". */
export const TIME_RULES: readonly PatternRule[] = [
  {
    name: 'times',
    pattern: /(?<![\p{L}\d.,:])(\d{1,2}):([0-5]\d)(?![\d:])/gu,
    say: ([, hour = '', minutes = '']) => say(hour, minutes),
  },
  {
    name: 'times',
    pattern: new RegExp(`(?<=(?<!\\p{L})${CLOCK_WORDS} ?)(\\d{1,2})[.,]([0-5]\\d)(?![\\d.,]\\d|\\d)`, 'gu'),
    say: ([, hour = '', minutes = '']) => say(hour, minutes),
  },
  {
    name: 'times',
    pattern: /(?<=(?<!\p{L})(?:[Aa]ll|[Dd]all)['’])1(?![\d.,]\d|\d)/gu,
    say: () => 'una',
  },
];

export const DATE_RULE: PatternRule = numericDateRule('day', ({ day, month, year }) => {
  const date = day === 1 ? 'primo' : ITALIAN_NUMBERS.say(String(day));
  return `${date} ${MONTHS[month - 1] ?? ''} ${ITALIAN_NUMBERS.say(String(Number(year)))}`;
});
