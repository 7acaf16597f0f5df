import { createRequire } from 'node:module';
import { literal, type Rule } from '../shared/index.js';
import { LOCALES } from './locales.js';

interface NumberLocale {
  readonly toCardinal: (value: string) => string;
}

const load = createRequire(import.meta.url);

/** Built at their first use and kept; at most one for each locale of the table. */
const built = new Map<string, readonly Rule[]>();

/** More digits than this are left to the voice. */
const LONGEST_NUMBER = 15;

/** @param tag BCP 47 in small letters; a language that is not in the table gets no rules: its numbers are the voice's. */
export function numbersOnly(tag: string): readonly Rule[] {
  const locale = LOCALES[tag] ?? LOCALES[tag.split('-')[0] ?? ''];
  if (locale === undefined) return [];
  const known = built.get(locale);
  if (known !== undefined) return known;
  const rules = rulesOf(locale, load(`n2words/${locale}`) as NumberLocale);
  built.set(locale, rules);
  return rules;
}

/**
 * Numbers that stand by themselves. One beside a letter, a hyphen, a colon, a stroke or another number's sign may be an
 * ordinal, a time or a date; one before a full stop is an ordinal in half of Europe. They stay.
 */
function rulesOf(locale: string, { toCardinal }: NumberLocale): readonly Rule[] {
  const words = (digits: string): string => mended(toCardinal(digits));
  const { groups, decimal } = signsOf(locale);
  const pointWord = pointOf(toCardinal);
  const groupSign = `[${groups.map(literal).join('')}]`;
  return [
    {
      name: 'numbers',
      pattern: new RegExp(
        `(?<![\\p{L}\\p{N}.,:;/°'’+\\-–−#$£€¥%]|\\d )(?:([1-9]\\d{0,2}(?:${groupSign}\\d{3}){1,4})|(\\d+))(?:(${literal(decimal)})(\\d+))?(?![\\p{L}\\p{N}:/°'’\\-–−%$£€¥]|[.,]\\d| ?[%$£€¥°]|\\.(?! ?["”»’]*(?:$|\\p{Lu}))| \\d)`,
        'gu',
      ),
      say: ([, grouped = '', plain = '', point = '', decimals = '']) => {
        const whole = (grouped || plain).replace(/\D/g, '');
        if (whole.length > LONGEST_NUMBER || /^0\d/.test(whole)) return null;
        if (point === '') return words(whole);
        return [words(whole), pointWord, ...[...decimals].map(words)].join(' ');
      },
    },
  ];
}

/** What n2words 4.0 writes wrong: Latin letters inside Cyrillic words, a comma behind Norwegian thousands. */
const MENDS: readonly (readonly [RegExp, string])[] = [
  [/,/g, ''],
  [/(?<=\p{Script=Cyrillic})i|i(?=\p{Script=Cyrillic})/gu, 'і'],
  [/девестo/g, 'деветсто'],
];

const mended = (words: string): string => MENDS.reduce((said, [wrong, right]) => said.replace(wrong, right), words);

/** n2words reads decimals as a number; of that only its word for the decimal sign is right: "zero point one". */
const pointOf = (toCardinal: NumberLocale['toCardinal']): string =>
  toCardinal('0.1').slice(toCardinal('0').length, -toCardinal('1').length).trim();

function signsOf(locale: string): { groups: readonly string[]; decimal: string } {
  const parts = new Intl.NumberFormat(locale, { numberingSystem: 'latn' }).formatToParts(1_234_567.5);
  const sign = (type: string): string => parts.find((part) => part.type === type)?.value ?? '.';
  const group = /\s/u.test(sign('group')) ? ' ' : sign('group');
  return { groups: [group], decimal: sign('decimal') };
}
