import { ANY_NUMBER, oneOf, type PatternRule } from './rules.js';

/** One and many: "kilometre", "kilometres". */
export type Unit = readonly [one: string, many: string];

export interface UnitWords {
  /** As they stand behind a number: `km/h`, `m²`, `%`, `°C`. */
  readonly plain: Readonly<Record<string, Unit>>;
  /** Those that may have a dot: `ft.`; without it they are units too. */
  readonly dotted: Readonly<Record<string, Unit>>;
}

/** The unit is said, its number is left for the rules that say numbers: `5 km` → "5 kilometres". */
export function unitRule({ plain, dotted }: UnitWords): PatternRule {
  const units = { ...plain, ...dotted };
  const dots = `(?:(${oneOf(Object.keys(dotted))})(?!\\p{L})\\.?)`;
  const some = Object.keys(dotted).length === 0 ? '' : `${dots}|`;
  return {
    name: 'units',
    needs: ANY_NUMBER,
    pattern: new RegExp(
      `(?<=(?:(?<![\\d.,/])(1(?:/[2-9])?)|(?<!\\d ?)([½⅓¼⅛])|\\d|[½⅓⅔¼¾⅛])) ?(?:${some}(${oneOf(Object.keys(plain))}))(?![\\p{L}\\p{N}²³])`,
      'gu',
    ),
    say: ([, one = '', part = '', short = '', sign = '']) => {
      const unit = units[short || sign];
      return unit === undefined ? null : ` ${unit[one + part === '' ? 1 : 0]}`;
    },
  };
}
