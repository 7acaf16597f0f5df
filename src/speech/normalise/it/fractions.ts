import { fractionRules, halfBehindRule, type PatternRule } from '../shared/index.js';
import { genderBefore, ITALIAN_NUMBERS, ordinal } from './numbers.js';

const half = (noun: string): string =>
  /[ae]$/.test(noun) && genderBefore(noun) !== 'masculine' ? 'e mezza' : 'e mezzo';

/** ½ → "mezzo", ¾ → "tre quarti", 3½ → "tre e mezzo". */
export const FRACTION_RULES: readonly PatternRule[] = [
  halfBehindRule(ITALIAN_NUMBERS, genderBefore, half),
  ...fractionRules((whole, above, below) => {
    const name = below === 2 ? 'mezzo' : ordinal(below, 'masculine');
    const named = above === 1 ? `un ${name}` : `${ITALIAN_NUMBERS.say(String(above))} ${name.replace(/o$/, 'i')}`;
    const part = below === 2 && above === 1 ? 'mezzo' : named;
    return whole === '' ? part : `${ITALIAN_NUMBERS.say(whole)} e ${part}`;
  }),
];
