/**
 * German: what a narrator says for numerals, numbers, money, times, dates, abbreviations, initials and capitals.
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
  type Rule,
  rangeRule,
  redactionRules,
  shortMonthRule,
  signRules,
  unitRule,
} from '../shared/index.js';
import { ABBREVIATIONS, INITIALISMS, SHORT_MONTHS, SIGNS, UNITS, WORD_RULES } from './abbreviation-table.js';
import { FRACTION_RULES } from './fractions.js';
import { MONEY_RULES } from './money.js';
import { GERMAN_NUMBERS, genderBefore, yearWords } from './numbers.js';
import { ORDINAL_RULES } from './ordinals.js';
import { ROMAN_RULES, RULER_RULE } from './roman-numerals.js';
import { COMPOUND_RULES, DATE_RULES, RATIO_RULE, TIME_RULES } from './times.js';

const sayLetter = (letter: string): string => letter;

const GERMAN: readonly Rule[] = [
  redactionRules('', (century) => `${yearWords(Number(`${century}00`))} und etwas`),
  RULER_RULE,
  MONEY_RULES,
  DATE_RULES,
  shortMonthRule(SHORT_MONTHS),
  ORDINAL_RULES,
  ROMAN_RULES,
  capitalRule({
    titles: Object.keys(ABBREVIATIONS.dottedTitles),
    acronyms: [...INITIALISMS.spelt, ...INITIALISMS.words],
    words: [],
  }),
  abbreviationRules(ABBREVIATIONS),
  WORD_RULES,
  initialismRule(INITIALISMS, sayLetter),
  initialRules('[A-Z]', sayLetter),
  TIME_RULES,
  digitGroupRule((digits) => GERMAN_NUMBERS.spell(digits), 'plus'),
  arcRule(['Minute', 'Minuten'], ['Sekunde', 'Sekunden']),
  unitRule(UNITS),
  FRACTION_RULES,
  rangeRule('bis', (digits) => (digits.length === 4 ? yearWords(Number(digits)) : GERMAN_NUMBERS.say(digits))),
  COMPOUND_RULES,
  RATIO_RULE,
  signRules(SIGNS),
  minusRule('minus'),
  chainRule(GERMAN_NUMBERS, 'Punkt'),
  numberRules(GERMAN_NUMBERS, genderBefore),
].flat();

/** @param _tag `de`, `de-ch`, …: the same rules for all */
export const germanRules = (_tag: string): readonly Rule[] => GERMAN;
