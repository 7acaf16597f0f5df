import { ANY_NUMBER, fractionRules, halfBehindRule, type Numbers, type PatternRule } from '../shared/index.js';
import { genderBefore, ordinal } from './numbers.js';

const NAMES: Readonly<Record<number, string>> = { 3: 'tiers', 4: 'quart' };

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
  halfBehindRule(numbers, genderBefore, (noun) => (genderBefore(noun) === 'feminine' ? 'et demie' : 'et demi')),
  ...fractionRules((whole, above, below) => {
    const name = below === 2 ? 'demi' : (NAMES[below] ?? ordinal(below, 'masculine'));
    const part = `${numbers.say(String(above))} ${above === 1 || name.endsWith('s') ? name : `${name}s`}`;
    if (whole === '') return part;
    return `${numbers.say(whole)} et ${below === 2 ? 'demi' : part}`;
  }),
];
