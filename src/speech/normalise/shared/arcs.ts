import type { PatternRule } from './rules.js';
import type { Unit } from './units.js';

/** Where a ship lies: `37° 12′ 30″`. Degrees are a unit; run before that rule. */
export const arcRule = (minutes: Unit, seconds: Unit): PatternRule => ({
  name: 'units',
  needs: /°/,
  pattern: /(?<=\d ?° ?)(\d{1,2}) ?[′’'](?: ?(\d{1,2}) ?(?:″|”|''|"))?(?![\p{L}\p{N}])/gu,
  say: ([, minute = '', second = '']) =>
    `${counted(minute, minutes)}${second === '' ? '' : ` ${counted(second, seconds)}`}`,
});

const counted = (count: string, [one, many]: Unit): string => `${count} ${Number(count) === 1 ? one : many}`;
