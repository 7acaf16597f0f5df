import { ANY_NUMBER, type Numbers, type NumericDate, numericDateRule, type PatternRule } from '../shared/index.js';
import { MONTHS } from './abbreviation-table.js';
import { ordinal } from './numbers.js';

const LAST_HOUR = 24;

/** 12 h 30, 12h30, 12:30 → "douze heures trente"; 8 h → "huit heures". */
export function timeRules(numbers: Numbers): readonly PatternRule[] {
  const say = (hour: string, minutes: string): string | null => {
    if (Number(hour) > LAST_HOUR) return null;
    const hours = `${numbers.say(String(Number(hour)), 'feminine')} ${Number(hour) < 2 ? 'heure' : 'heures'}`;
    return Number(minutes) === 0 ? hours : `${hours} ${numbers.say(String(Number(minutes)), 'feminine')}`;
  };
  return [
    {
      name: 'times',
      needs: ANY_NUMBER,
      pattern: /(?<![\p{L}\d.,:])(\d{1,2}) ?[hH](?: ?([0-5]\d)(?: ?min(?!\p{L}))?)?(?![\p{L}\d])/gu,
      say: ([, hour = '', minutes = '']) => say(hour, minutes),
    },
    {
      name: 'times',
      needs: ANY_NUMBER,
      pattern: /(?<![\p{L}\d.,:])(\d{1,2}):([0-5]\d)(?![\d:])/gu,
      say: ([, hour = '', minutes = '']) => say(hour, minutes),
    },
  ];
}

export const dateRule = (numbers: Numbers): PatternRule =>
  numericDateRule('day', ({ day, month, year }: NumericDate) => {
    const date = day === 1 ? ordinal(1, 'masculine') : numbers.say(String(day));
    return `${date} ${MONTHS[month - 1] ?? ''} ${numbers.say(String(Number(year)))}`;
  });
