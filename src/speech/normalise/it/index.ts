/**
 * Italian: what a narrator says for numerals, numbers, money, times, dates, abbreviations, initials and capitals.
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
  signRules,
  unitRule,
} from '../shared/index.js';
import { ABBREVIATIONS, INITIALISMS, SIGNS, UNITS } from './abbreviation-table.js';
import { FRACTION_RULES } from './fractions.js';
import { MONEY_RULES } from './money.js';
import { genderBefore, ITALIAN_NUMBERS, NUMBER_RULES } from './numbers.js';
import { CENTURY_RULES, ORDINAL_RULES } from './ordinals.js';
import { ROMAN_RULES } from './roman-numerals.js';
import { SAINT_RULES } from './saints.js';
import { DATE_RULE, TIME_RULES } from './times.js';

const sayLetter = (letter: string): string => letter;

const ITALIAN: readonly Rule[] = [
  redactionRules('', (century) => `${ITALIAN_NUMBERS.say(`${century}00`)} e qualcosa`),
  CENTURY_RULES,
  ROMAN_RULES,
  ORDINAL_RULES,
  capitalRule({
    titles: [...Object.keys(ABBREVIATIONS.titles), ...Object.keys(ABBREVIATIONS.dottedTitles)],
    acronyms: [...INITIALISMS.spelt, ...INITIALISMS.words],
    words: [],
  }),
  MONEY_RULES,
  SAINT_RULES,
  abbreviationRules(ABBREVIATIONS),
  initialismRule(INITIALISMS, sayLetter),
  initialRules('[A-Z]', sayLetter),
  DATE_RULE,
  TIME_RULES,
  digitGroupRule((digits) => ITALIAN_NUMBERS.spell(digits), 'più'),
  arcRule(['minuto', 'minuti'], ['secondo', 'secondi']),
  unitRule(UNITS),
  FRACTION_RULES,
  rangeRule('a', (digits) => ITALIAN_NUMBERS.say(digits)),
  signRules(SIGNS),
  minusRule('meno'),
  NUMBER_RULES,
  chainRule(ITALIAN_NUMBERS, 'punto'),
  numberRules(ITALIAN_NUMBERS, genderBefore),
].flat();

/** @param _tag `it`, `it-ch`: the same rules for all */
export const italianRules = (_tag: string): readonly Rule[] => ITALIAN;
