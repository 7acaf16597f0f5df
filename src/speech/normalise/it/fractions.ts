import { fractionRules, type PatternRule } from '../shared/index.js';
import { genderBefore, ITALIAN_NUMBERS, ordinal } from './numbers.js';

/** "tre litri e mezzo": the half comes behind what is counted. */
const HALVES: PatternRule = {
  name: 'fractions',
  pattern: /(?<!\d|\d[.,])(\d{1,4}) ?(?:½|1\/2) (\p{L}{2,30})/gu,
  say: ([, whole = '', noun = '']) => {
    const half = /[ae]$/.test(noun) && genderBefore(noun) !== 'masculine' ? 'mezza' : 'mezzo';
    return `${ITALIAN_NUMBERS.say(whole, genderBefore(noun))} ${noun} e ${half}`;
  },
};

/** ½ → "mezzo", ¾ → "tre quarti", 3½ → "tre e mezzo". */
export const FRACTION_RULES: readonly PatternRule[] = [
  HALVES,
  ...fractionRules((whole, above, below) => {
    const name = below === 2 ? 'mezzo' : ordinal(below, 'masculine');
    const named = above === 1 ? `un ${name}` : `${ITALIAN_NUMBERS.say(String(above))} ${name.replace(/o$/, 'i')}`;
    const part = below === 2 && above === 1 ? 'mezzo' : named;
    return whole === '' ? part : `${ITALIAN_NUMBERS.say(whole)} e ${part}`;
  }),
];
