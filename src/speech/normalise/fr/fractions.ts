import { ANY_NUMBER, fractionRules, type Numbers, type PatternRule } from '../shared/index.js';
import { genderBefore, ordinal } from './numbers.js';

const NAMES: Readonly<Record<number, string>> = { 3: 'tiers', 4: 'quart' };

/** "trois litres et demi": the half comes behind what is counted. */
const halves = (numbers: Numbers): PatternRule => ({
  name: 'fractions',
  needs: ANY_NUMBER,
  pattern: /(?<!\d|\d[.,])(\d{1,4}) ?(?:½|1\/2) (\p{L}{2,30})/gu,
  say: ([, whole = '', noun = '']) => {
    const gender = genderBefore(noun);
    return `${numbers.say(whole, gender)} ${noun} et ${gender === 'feminine' ? 'demie' : 'demi'}`;
  },
});

/** "deux heures et demie", "midi et quart". */
const hours: PatternRule = {
  name: 'fractions',
  needs: ANY_NUMBER,
  pattern: /(?<=(?<!\p{L})(heures?|midi|minuit)) (?:(½|1\/2)|¼|1\/4)(?![\d/]|[.,]\d)/gu,
  say: ([, hour = '', half = '']) => (half === '' ? ' et quart' : hour.startsWith('h') ? ' et demie' : ' et demi'),
};

/** ½ → "un demi", ¾ → "trois quarts", 3½ → "trois et demi". */
export const sayFractions = (numbers: Numbers): readonly PatternRule[] => [
  hours,
  halves(numbers),
  ...fractionRules((whole, above, below) => {
    const name = below === 2 ? 'demi' : (NAMES[below] ?? ordinal(below, 'masculine'));
    const part = `${numbers.say(String(above))} ${above === 1 || name.endsWith('s') ? name : `${name}s`}`;
    if (whole === '') return part;
    return `${numbers.say(whole)} et ${below === 2 ? 'demi' : part}`;
  }),
];
