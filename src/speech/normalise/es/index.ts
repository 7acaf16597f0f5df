/**
 * Spanish: what a narrator says for numerals, numbers, money, times, dates, abbreviations, initials and capitals.
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
  otherPointRule,
  type Rule,
  rangeRule,
  redactionRules,
  signRules,
  unitRule,
} from '../shared/index.js';
import { ABBREVIATIONS, INITIALISMS, NUMBER_SIGN, SIGNS, UNITS } from './abbreviation-table.js';
import { sayFractions } from './fractions.js';
import { sayMoney } from './money.js';
import { genderBefore, hasDecimalPoint, spanishNumbers, telephoneRule } from './numbers.js';
import { CENTURY_RULES, ORDINAL_RULES } from './ordinals.js';
import { sayRomanNumerals } from './roman-numerals.js';
import { dateRule, timeRules } from './times.js';

const sayLetter = (letter: string): string => letter;

function rulesFor(tag: string): readonly Rule[] {
  const numbers = spanishNumbers(tag);
  return [
    redactionRules('', (century) => `${numbers.say(`${century}00`)} y tantos`),
    CENTURY_RULES,
    sayRomanNumerals(numbers),
    ORDINAL_RULES,
    capitalRule({
      titles: [...Object.keys(ABBREVIATIONS.titles), ...Object.keys(ABBREVIATIONS.dottedTitles)],
      acronyms: [...INITIALISMS.spelt, ...INITIALISMS.words],
      words: [],
    }),
    sayMoney(numbers),
    NUMBER_SIGN,
    abbreviationRules(ABBREVIATIONS),
    initialismRule(INITIALISMS, sayLetter),
    initialRules('[A-Z]', sayLetter),
    dateRule(numbers),
    timeRules(numbers),
    telephoneRule(numbers),
    digitGroupRule((digits) => numbers.spell(digits), 'más'),
    arcRule(['minuto', 'minutos'], ['segundo', 'segundos']),
    unitRule(UNITS),
    sayFractions(numbers),
    rangeRule('a', (digits) => numbers.say(digits)),
    signRules(SIGNS),
    minusRule('menos'),
    otherPointRule(numbers, 'punto'),
    chainRule(numbers, 'punto'),
    numberRules(numbers, genderBefore),
  ].flat();
}

const SPANISH = rulesFor('es');
const MEXICAN = rulesFor('es-mx');

/** @param tag `es`, `es-mx`, … in small letters: countries differ in the sign of decimals */
export const spanishRules = (tag: string): readonly Rule[] => (hasDecimalPoint(tag) ? MEXICAN : SPANISH);
