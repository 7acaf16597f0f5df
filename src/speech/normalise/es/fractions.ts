import { fractionRules, type Numbers, type PatternRule } from '../shared/index.js';
import { genderBefore, ordinal } from './numbers.js';

/** Above the tenth a fraction has a name of its own: "un doceavo". */
const LAST_ORDINAL = 10;
const NAMES: Readonly<Record<number, string>> = { 2: 'medio', 3: 'tercio' };

/** "tres litros y medio": the half comes behind what is counted. */
const halves = (numbers: Numbers): PatternRule => ({
  name: 'fractions',
  pattern: /(?<!\d|\d[.,])(\d{1,4}) ?(?:½|1\/2) (\p{L}{2,30})/gu,
  say: ([, whole = '', noun = '']) => {
    const half = genderBefore(noun) === 'feminine' || /as?$/.test(noun) ? 'media' : 'medio';
    return `${numbers.say(whole, genderBefore(noun))} ${noun} y ${half}`;
  },
});

/** ½ → "medio", ¾ → "tres cuartos", 3½ → "tres y medio". */
export const sayFractions = (numbers: Numbers): readonly PatternRule[] => [
  halves(numbers),
  ...fractionRules((whole, above, below) => {
    const own = below <= LAST_ORDINAL ? ordinal(below, 'masculine') : `${numbers.say(String(below))}avo`;
    const name = NAMES[below] ?? own;
    const named = above === 1 ? `un ${name}` : `${numbers.say(String(above), 'masculine')} ${name}s`;
    const part = below === 2 && above === 1 ? 'medio' : named;
    return whole === '' ? part : `${numbers.say(whole)} y ${part}`;
  }),
];
