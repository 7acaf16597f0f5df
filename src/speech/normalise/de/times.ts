import { capitalise, numericDateRule, type PatternRule } from '../shared/index.js';
import { MONTHS } from './abbreviation-table.js';
import { GERMAN_NUMBERS, ordinalStem, yearWords } from './numbers.js';

const LAST_HOUR = 24;

/** 12.30 Uhr, 12:30 → "zwölf Uhr dreißig"; 1 Uhr → "ein Uhr". */
const clock = (hour: string, minutes: string): string | null => {
  if (Number(hour) > LAST_HOUR) return null;
  const hours = `${GERMAN_NUMBERS.say(String(Number(hour)), 'masculine')} Uhr`;
  return Number(minutes) === 0 ? hours : `${hours} ${GERMAN_NUMBERS.say(String(Number(minutes)))}`;
};

const QUARTERS: Readonly<Record<string, string>> = {
  '½': 'halb',
  '1/2': 'halb',
  '¼': 'viertel',
  '1/4': 'viertel',
  '¾': 'drei viertel',
  '3/4': 'drei viertel',
};

export const TIME_RULES: readonly PatternRule[] = [
  /** `½ 9 Uhr`: the half on the way to nine. */
  {
    name: 'times',
    pattern:
      /(?<![\p{L}\d.,:/]|\d )([½¼¾]|[13]\/[24]) ?(?=(?:[1-9]|1[0-2])(?: Uhr(?!\p{L})|(?<=(?:um|gegen|nach|vor) .{1,6})(?![\d.,/])))/giu,
    say: ([, part = '']) => (QUARTERS[part] === undefined ? null : `${QUARTERS[part]} `),
  },
  {
    name: 'times',
    pattern: /(?<![\p{L}\d.,:])(\d{1,2})(?:[.:]([0-5]\d))? ?[–-] ?(\d{1,2})(?:[.:]([0-5]\d))? ?Uhr(?!\p{L})/gu,
    say: ([, from = '', fromMinutes = '', to = '', minutes = '']) => {
      const end = clock(to, minutes);
      const begin = fromMinutes === '' ? GERMAN_NUMBERS.say(String(Number(from))) : clock(from, fromMinutes);
      return end === null || begin === null ? null : `${begin} bis ${end}`;
    },
  },
  {
    name: 'times',
    pattern: /(?<![\p{L}\d.,:])(\d{1,2})(?:[.:]([0-5]\d))? ?(?:Uhr|h)(?![\p{L}\d])/gu,
    say: ([, hour = '', minutes = '']) => clock(hour, minutes),
  },
  {
    name: 'times',
    pattern: /(?<![\p{L}\d.,:])(\d{1,2}):([0-5]\d)(?![\d:])/gu,
    say: ([, hour = '', minutes = '']) => clock(hour, minutes),
  },
];

/** Behind these words, and a weekday with a comma, a day is "dritten"; by itself it is "dritter". */
const OBLIQUE = '(?:[Aa]m|[Vv]om|[Zz]um|[Bb]is|[Ss]eit|[Aa]b|[Dd]em|[Dd]en|[Dd]es)';

const numeric = (before: string, ending: string): PatternRule => {
  const rule = numericDateRule('day', ({ day, month, year }) => {
    const said = year.length === 4 ? yearWords(Number(year)) : GERMAN_NUMBERS.say(String(Number(year)));
    return `${ordinalStem(day)}${ending} ${MONTHS[month - 1] ?? ''} ${said}`;
  });
  return { ...rule, pattern: new RegExp(before + rule.pattern.source, 'gu') };
};

export const DATE_RULES: readonly PatternRule[] = [
  numeric(`(?<=(?<!\\p{L})${OBLIQUE}(?: \\p{L}{1,12},(?: den)?)? )`, 'en'),
  numeric('(?<=(?<!\\p{L})[Dd]er )', 'e'),
  numeric('', 'er'),
];

/** What no clock shows: `3:1`. */
export const RATIO_RULE: PatternRule = { name: 'numbers', pattern: /(?<=\d):(?=\d)/g, say: () => ' zu ' };

/** Decades, ages and times: 1920er, 80er, 50-jährig, 3-mal, 3fach. */
export const COMPOUND_RULES: readonly PatternRule[] = [
  {
    name: 'years',
    pattern: /(?<![\p{L}\d.,])['’]?(1[1-9]\d\d|20\d\d|\d{2,3})-?er(n?)(?![\p{L}\d])/gu,
    say: ([, digits = '', ending = '']) => `${yearWords(Number(digits))}er${ending}`,
  },
  {
    name: 'numbers',
    pattern:
      /(?<![\p{L}\d.,])(\d{1,6})-?([Jj]ährig|tägig|stündig|minütig|köpfig|stöckig|teilig|mal(?!\p{L})|fach|prozentig|bändig)/gu,
    say: ([, digits = '', word = '']) => {
      const said = (digits === '1' ? 'ein' : GERMAN_NUMBERS.say(digits)) + word.toLowerCase();
      return /^\p{Lu}/u.test(word) ? capitalise(said) : said;
    },
  },
  {
    name: 'years',
    pattern: /(?<!\d|\d[.,])(1[1-9]\d\d)(?![\d]|[.,]\d)/g,
    say: ([, digits = '']) => yearWords(Number(digits)),
  },
];
