import { ANY_NUMBER, arcRule, type PatternRule } from '../shared/index.js';

/** Before the units: `5'10"`, `6' 2`; `37° 12′`. */
export const HEIGHT_RULES: readonly PatternRule[] = [
  arcRule(['minute', 'minutes'], ['second', 'seconds']),
  {
    name: 'units',
    needs: ANY_NUMBER,
    pattern: /(?<![\p{L}\d.,°′])([3-9])['’′] ?(\d|1[01])(?:["”″]|['’′]{2}|(?![\p{L}\d.,'’′]))/gu,
    say: ([, feet = '', inches = '']) => `${feet} foot ${inches}`,
  },
];

/** `in.` is an inch only behind feet; run after the units. */
export const INCH_RULE: PatternRule = {
  name: 'units',
  needs: ANY_NUMBER,
  pattern: /(?<=\b(?:feet|foot) \d{1,2}) in\./g,
  say: () => ' inches',
};

/** The bore of a gun is written as decimals without a nought and said as a number: `a .45`, `a .303`. */
export const BORE_RULE: PatternRule = {
  name: 'units',
  needs: ANY_NUMBER,
  pattern: /(?<=^|[\s("“‘-])\.(\d)(\d\d)?(?!\d)|(?<=^|[\s("“‘-])\.(?=\d\d(?!\d))/gu,
  say: ([, first = '', rest = '']) => {
    if (rest === '') return first === '' ? '' : `0.${first}`;
    return `${first} ${rest.replace(/^0/, 'oh ')}`;
  },
};
