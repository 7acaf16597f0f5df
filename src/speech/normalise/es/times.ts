import { numericDateRule, type Numbers, type PatternRule } from '../shared/index.js';
import { MONTHS } from './abbreviation-table.js';

const LAST_HOUR = 24;
const CLOCK_WORDS =
  '(?:[Aa] las|[Aa] la|[Dd]e las|[Dd]e la|[Ll]as|[Hh]acia las|[Ss]obre las|[Dd]esde las|[Hh]asta las)';

/** 10:30 → "diez y treinta"; 10.30 behind "a las" or before "h" too. */
export function timeRules(numbers: Numbers): readonly PatternRule[] {
  const say = (hour: string, minutes: string): string | null => {
    if (Number(hour) > LAST_HOUR) return null;
    const hours = numbers.say(String(Number(hour)), 'feminine');
    return Number(minutes) === 0 ? hours : `${hours} y ${numbers.say(String(Number(minutes)))}`;
  };
  return [
    {
      name: 'times',
      pattern: /(?<![\p{L}\d.,:])(\d{1,2}):([0-5]\d)(?: ?h(?!\p{L})\.?)?(?![\d:])/gu,
      say: ([, hour = '', minutes = '']) => say(hour, minutes),
    },
    {
      name: 'times',
      pattern: /(?<![\p{L}\d.,:])(\d{1,2})[.,]([0-5]\d) ?h(?:s|oras)?(?!\p{L})/gu,
      say: ([, hour = '', minutes = '']) => say(hour, minutes),
    },
    {
      name: 'times',
      pattern: new RegExp(
        `(?<=(?<!\\p{L})${CLOCK_WORDS} )(\\d{1,2})(?:[.,]([0-5]\\d))?(?![\\d.,]\\d|\\d| ?[%\\p{L}]*(?:páginas|personas))`,
        'gu',
      ),
      say: ([, hour = '', minutes = '0']) =>
        minutes === '0' && hour !== '1' && hour !== '21' ? null : say(hour, minutes || '0'),
    },
  ];
}

export const dateRule = (numbers: Numbers): PatternRule =>
  numericDateRule('day', ({ day, month, year }) => {
    const date = day === 1 ? 'primero' : numbers.say(String(day));
    return `${date} de ${MONTHS[month - 1] ?? ''} de ${numbers.say(String(Number(year)))}`;
  });
