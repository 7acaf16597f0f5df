/**
 * French: what a narrator says for numerals, numbers, money, times, dates, abbreviations, initials and capitals.
 *
 * Tables and pure functions of this language; the order of the rules is the whole of this file.
 */
import {
  abbreviationRules,
  arcRule,
  capitalRule,
  chainRule,
  digitGroupRule,
  initialismRule,
  initialRules,
  minusRule,
  numberRules,
  type Numbers,
  type Rule,
  rangeRule,
  redactionRules,
  shortMonthRule,
  signRules,
  unitRule,
} from '../shared/index.js';
import {
  ABBREVIATIONS,
  INITIALISMS,
  MONSIEUR_RULE,
  NUMBERS_RULE,
  SAINT_RULE,
  SHORT_MONTHS,
  SIGNS,
  UNITS,
} from './abbreviation-table.js';
import { sayFractions } from './fractions.js';
import { sayMoney } from './money.js';
import { frenchNumbers, genderBefore } from './numbers.js';
import { ORDINAL_RULES } from './ordinals.js';
import { sayRomanNumerals } from './roman-numerals.js';
import { dateRule, timeRules } from './times.js';

/** A pair of a telephone number is said as a number: "zéro un", "vingt-trois". */
const sayPair = (numbers: Numbers, digits: string): string =>
  digits.length > 2 && digits.length % 2 === 0
    ? (digits.match(/\d\d/g) ?? []).map((pair) => numbers.say(pair)).join(', ')
    : numbers.say(digits);

function rulesFor(tag: string): readonly Rule[] {
  const numbers = frenchNumbers(tag);
  return [
    redactionRules('', (century) => `${numbers.say(`${century}00`)} et quelques`),
    sayRomanNumerals(numbers),
    shortMonthRule(SHORT_MONTHS),
    ORDINAL_RULES,
    capitalRule({
      titles: [...Object.keys(ABBREVIATIONS.titles), ...Object.keys(ABBREVIATIONS.dottedTitles)],
      acronyms: [...INITIALISMS.spelt, ...INITIALISMS.words],
      words: [],
    }),
    SAINT_RULE,
    NUMBERS_RULE,
    abbreviationRules(ABBREVIATIONS),
    MONSIEUR_RULE,
    initialismRule(INITIALISMS, (letter) => letter),
    initialRules('[A-Z]', (letter) => letter),
    sayMoney(numbers),
    dateRule(numbers),
    timeRules(numbers),
    digitGroupRule((digits) => sayPair(numbers, digits), 'plus'),
    arcRule(['minute', 'minutes'], ['seconde', 'secondes']),
    unitRule(UNITS),
    sayFractions(numbers),
    rangeRule('à', (digits) => numbers.say(digits)),
    signRules(SIGNS),
    minusRule('moins'),
    chainRule(numbers, 'point'),
    numberRules(numbers, genderBefore),
  ].flat();
}

const FRENCH = rulesFor('fr');
const BELGIAN = rulesFor('fr-be');

/** @param tag `fr`, `fr-be`, … in small letters */
export const frenchRules = (tag: string): readonly Rule[] => (/-(?:be|ch)$/.test(tag) ? BELGIAN : FRENCH);
