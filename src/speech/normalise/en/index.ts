/**
 * English: what a narrator says for numerals, numbers, money, times, dates, abbreviations, initials and capitals.
 *
 * Tables and pure steps; the order of the steps is the whole of this file.
 */
import type { Step } from '../shared/index.js';
import { sayAbbreviations } from './abbreviations.js';
import { lowerCapitals } from './capitals.js';
import { sayDates } from './dates.js';
import { sayFractions } from './fractions.js';
import { sayInitials } from './initials.js';
import { sayMoney } from './money.js';
import { sayNumbers } from './numbers.js';
import { sayRomanNumerals } from './roman-numerals.js';
import { saySigns } from './signs.js';
import { sayTimes } from './times.js';
import type { Dialect } from './words.js';
import { sayYears } from './years.js';

/** @param language `en`, `en-us`, `en-gb`, …: Americans say "one hundred five". */
export function normaliseEnglish(language: string): Step {
  const dialect: Dialect = /^en(?:-us)?$/.test(language) ? 'american' : 'british';
  const steps: readonly Step[] = [
    sayRomanNumerals,
    lowerCapitals,
    (text) => sayAbbreviations(text),
    sayInitials,
    (text) => sayMoney(text, dialect),
    sayTimes,
    sayDates,
    sayFractions,
    (text) => sayYears(text, dialect),
    saySigns,
    (text) => sayNumbers(text, dialect),
  ];
  return (text) => steps.reduce((said, step) => step(said), text);
}
