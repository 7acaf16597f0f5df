import { fractionRules, type Numbers, type PatternRule } from '../shared/index.js';
import { ordinalWords, plural } from './numbers.js';

/** 1/2 → "one half", 3½ → "three and a half", 3/4 → "three quarters". */
export const sayFractions = (numbers: Numbers): readonly PatternRule[] =>
  fractionRules((whole, above, below) => {
    const name = below === 2 ? 'half' : below === 4 ? 'quarter' : ordinalWords(String(below));
    const part = `${numbers.say(String(above))} ${above === 1 ? name : plural(name)}`;
    if (whole === '') return part;
    return `${numbers.say(whole)} and ${part.replace(/^one /, 'a ').replace(/^a eighth/, 'an eighth')}`;
  });
