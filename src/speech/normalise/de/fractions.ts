import { fractionRules, type PatternRule } from '../shared/index.js';
import { GERMAN_NUMBERS, ordinalStem } from './numbers.js';

/** ½ → "ein halb", ¾ → "drei Viertel", 3½ → "dreieinhalb". */
export const FRACTION_RULES: readonly PatternRule[] = fractionRules((whole, above, below) => {
  const count = above === 1 ? 'ein' : GERMAN_NUMBERS.say(String(above));
  const part = below === 2 ? `${count} halb` : `${count} ${capital(ordinalStem(below))}el`;
  if (whole === '') return part;
  const main = whole === '1' ? 'ein' : GERMAN_NUMBERS.say(whole);
  return below === 2 ? `${main}einhalb` : `${main} ${part}`;
});

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
