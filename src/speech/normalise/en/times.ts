import { ANY_NUMBER, type Numbers, type PatternRule } from '../shared/index.js';
import { pairWords } from './numbers.js';

const NOON = 12;

/** After abbreviations: `a.m.` is AM by now. 5:30 → "five thirty", 10:05 → "ten oh five", 5:00 → "five o'clock". */
export function timeRules(numbers: Numbers): readonly PatternRule[] {
  const hours = (hour: string): string => numbers.say(String(Number(hour)));
  const half = (written: string): string => (/^ ?[ap]m$/i.test(written) ? written.toUpperCase() : written).trim();
  const say = (hour: string, minutes: number, suffix: string): string => {
    const after = suffix === '' ? '' : ` ${half(suffix)}`;
    if (minutes > 0) return `${hours(hour)} ${pairWords(minutes)}${after}`;
    if (after !== '') return `${hours(hour)}${after}`;
    return Number(hour) > NOON || Number(hour) === 0 ? `${hours(hour)} hundred` : `${hours(hour)} o'clock`;
  };
  return [
    {
      name: 'times',
      needs: ANY_NUMBER,
      pattern:
        /(?<![\d:.])([01]?\d|2[0-4])(?::([0-5]\d)(?![\d:])|\.([0-5]\d)(?= ?[AP]M\b))( ?(?:[AP]M\b|[ap]m\b|o['’]clock))?/g,
      say: ([, hour = '', colon = '', dot = '', suffix = '']) => say(hour, Number(colon || dot), suffix),
    },
    {
      name: 'times',
      needs: ANY_NUMBER,
      pattern: /(?<![\d:.,])(1[0-2]|[1-9])( ?[ap]m\b| ?[AP]M\b)/g,
      say: ([, hour = '', suffix = '']) => `${hours(hour)} ${half(suffix)}`,
    },
    /** What no clock shows: `23:4` is a chapter and a verse. */
    { name: 'times', pattern: /(?<=\d):(?=\d)/g, say: () => ' ' },
  ];
}
