import { ANY_NUMBER, fractionRules, halfBehindRule, type Numbers, type PatternRule } from '../shared/index.js';
import { genderBefore, ordinal } from './numbers.js';

/** Above the tenth a fraction has a name of its own: "un doceavo". */
const LAST_ORDINAL = 10;
const NAMES: Readonly<Record<number, string>> = { 2: 'medio', 3: 'tercio' };

const half = (noun: string): string => (genderBefore(noun) === 'feminine' || /as?$/.test(noun) ? 'y media' : 'y medio');

/** `a las 8 y 1/2`, `a las 8 y ¼`. */
const HOURS: PatternRule = {
  name: 'fractions',
  needs: ANY_NUMBER,
  pattern: /(?<=(?<!\p{L})las? (?:\d{1,2}|\p{L}{3,12}) y )(?:(½|1\/2)|¼|1\/4)(?![\d/]|[.,]\d)/gu,
  say: ([, isHalf = '']) => (isHalf === '' ? 'cuarto' : 'media'),
};

/** ½ → "medio", ¾ → "tres cuartos", 3½ → "tres y medio". */
export const sayFractions = (numbers: Numbers): readonly PatternRule[] => [
  HOURS,
  halfBehindRule(numbers, genderBefore, half),
  ...fractionRules((whole, above, below) => {
    const own = below <= LAST_ORDINAL ? ordinal(below, 'masculine') : `${numbers.say(String(below))}avo`;
    const name = NAMES[below] ?? own;
    const named = above === 1 ? `un ${name}` : `${numbers.say(String(above), 'masculine')} ${name}s`;
    const part = below === 2 && above === 1 ? 'medio' : named;
    return whole === '' ? part : `${numbers.say(whole)} y ${part}`;
  }),
];
