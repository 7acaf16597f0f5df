/**
 * English: what a narrator says for numerals, numbers, money, times, dates, abbreviations, initials and capitals.
 *
 * Tables and pure functions of this language; the order of the rules is the whole of this file.
 */
import {
  abbreviationRules,
  capitalRule,
  chainRule,
  digitGroupRule,
  initialismRule,
  initialRules,
  minusRule,
  numberRules,
  type Rule,
  redactionRules,
  signRules,
  unitRule,
} from '../shared/index.js';
import { ABBREVIATIONS, INITIALISMS, SIGNS, UNITS } from './abbreviation-table.js';
import { dateRules } from './dates.js';
import { sayFractions } from './fractions.js';
import { BORE_RULE, HEIGHT_RULES, INCH_RULE } from './measures.js';
import { sayMoney } from './money.js';
import { type Dialect, englishNumbers } from './numbers.js';
import { sayRomanNumerals } from './roman-numerals.js';
import { STREET_RULE } from './streets.js';
import { timeRules } from './times.js';
import { yearRules } from './years.js';

/** eSpeak says a lone A as the article. */
const sayLetter = (letter: string): string => (letter === 'A' ? 'Eh' : letter);

function rulesFor(dialect: Dialect): readonly Rule[] {
  const numbers = englishNumbers(dialect);
  return [
    redactionRules('blank', (century) => `${numbers.say(century)} blank`),
    sayRomanNumerals(numbers, dialect),
    capitalRule({
      titles: [...Object.keys(ABBREVIATIONS.titles), ...Object.keys(ABBREVIATIONS.dottedTitles)],
      acronyms: [...INITIALISMS.spelt, ...INITIALISMS.words],
      words: ['I'],
    }),
    STREET_RULE,
    abbreviationRules(ABBREVIATIONS),
    initialismRule(INITIALISMS, sayLetter),
    initialRules('[B-HJ-Z]', sayLetter),
    sayMoney(numbers),
    timeRules(numbers),
    dateRules(dialect),
    digitGroupRule(numbers.spell, 'plus'),
    HEIGHT_RULES,
    BORE_RULE,
    unitRule(UNITS),
    INCH_RULE,
    sayFractions(numbers),
    yearRules(numbers, dialect),
    signRules(SIGNS),
    minusRule('minus'),
    chainRule(numbers, 'point'),
    numberRules(numbers),
  ].flat();
}

const AMERICAN = rulesFor('american');
const BRITISH = rulesFor('british');

/** @param tag `en`, `en-us`, `en-gb`, … in small letters: Americans say "one hundred five". */
export const englishRules = (tag: string): readonly Rule[] => (/^en(?:-us)?$/.test(tag) ? AMERICAN : BRITISH);
