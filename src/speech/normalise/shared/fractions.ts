import type { Gender, Numbers } from './numbers.js';
import { ANY_NUMBER, type PatternRule } from './rules.js';

/** Signs for fractions, as numbers with a stroke. */
const SIGNS: Readonly<Record<string, string>> = {
  '½': '1/2',
  '⅓': '1/3',
  '⅔': '2/3',
  '¼': '1/4',
  '¾': '3/4',
  '⅕': '1/5',
  '⅖': '2/5',
  '⅗': '3/5',
  '⅘': '4/5',
  '⅙': '1/6',
  '⅚': '5/6',
  '⅛': '1/8',
  '⅜': '3/8',
  '⅝': '5/8',
  '⅞': '7/8',
};

/**
 * "trois litres et demi": the half comes behind what is counted; run before the other fractions.
 * @param half with its conjunction, as it follows the noun
 */
export const halfBehindRule = (
  numbers: Numbers,
  genderBefore: (noun: string) => Gender | null,
  half: (noun: string) => string,
): PatternRule => ({
  name: 'fractions',
  needs: ANY_NUMBER,
  pattern: /(?<!\d|\d[.,])(\d{1,4}) ?(?:½|1\/2) (\p{L}{2,30})/gu,
  say: ([, whole = '', noun = '']) => `${numbers.say(whole, genderBefore(noun))} ${noun} ${half(noun)}`,
});

/**
 * `½`, `3½`, `3 1/2`. One digit over one or two: more is a date or a page.
 * @param say `whole` is empty where there is none; `above` < `below`, `below` ≥ 2
 */
export function fractionRules(say: (whole: string, above: number, below: number) => string): readonly PatternRule[] {
  const sayProper = (whole: string, above: string, below: string): string | null =>
    Number(below) < 2 || Number(above) === 0 || Number(above) >= Number(below)
      ? null
      : say(whole, Number(above), Number(below));
  return [
    {
      name: 'fractions',
      needs: ANY_NUMBER,
      pattern: /(?:(?<!\d|\d[.,])(\d+) ?)?([½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])/g,
      say: ([, whole = '', sign = '']) => {
        const [above = '', below = ''] = (SIGNS[sign] ?? '').split('/');
        return sayProper(whole, above, below);
      },
    },
    {
      name: 'fractions',
      needs: ANY_NUMBER,
      pattern: /(?<![\d/.,])(?:(\d+) )?(\d)[/⁄](\d{1,2})(?![\d/]|[.,]\d)/g,
      say: ([, whole = '', above = '', below = '']) => sayProper(whole, above, below),
    },
  ];
}
