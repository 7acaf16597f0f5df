import { keysOf } from './numbers.js';
import { ANY_NUMBER, type PatternRule } from './rules.js';

export interface NumericDate {
  readonly day: number;
  /** 1 to 12. */
  readonly month: number;
  /** Four digits, or two as written. */
  readonly year: string;
}

const isMonth = (value: number): boolean => value >= 1 && value <= 12;
const isDay = (value: number): boolean => value >= 1 && value <= 31;

/**
 * `2024-05-03`, `3/5/2024`, `03.05.2024`. What cannot be a day and a month stays.
 * @param order which comes first where the year does not
 */
export const numericDateRule = (order: 'day' | 'month', say: (date: NumericDate) => string): PatternRule => ({
  name: 'dates',
  needs: ANY_NUMBER,
  pattern: /(?<![\d.,/-])(\d{1,4})([./-]) ?(\d{1,2})\2 ?(\d{4}|\d{2})(?![\d/-]|[.,]\d)/g,
  say: ([, first = '', sign = '', second = '', third = '']) => {
    if (first.length === 4) return third.length === 2 && sign !== '.' ? said(third, second, first, say) : null;
    if (first.length > 2 || (sign !== '/' && third.length !== 4)) return null;
    const asked = order === 'day' ? said(first, second, third, say) : said(second, first, third, say);
    return asked ?? (order === 'day' ? said(second, first, third, say) : said(first, second, third, say));
  },
});

/**
 * `1. Jan. 1840`, `le 3 févr.`; run before the rules of ordinals.
 * @param months without their dots, by what is said
 */
export const shortMonthRule = (months: Readonly<Record<string, string>>): PatternRule => ({
  name: 'dates',
  needs: ANY_NUMBER,
  pattern: new RegExp(`(?<=\\d(?:\\.|er|º|°)? )(${keysOf(months)})\\.`, 'gu'),
  say: ([, month = '']) => months[month] ?? null,
});

function said(day: string, month: string, year: string, say: (date: NumericDate) => string): string | null {
  return isDay(Number(day)) && isMonth(Number(month)) ? say({ day: Number(day), month: Number(month), year }) : null;
}
