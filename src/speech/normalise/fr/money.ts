import { type MoneyWords, type Numbers, type PatternRule, moneyRules } from '../shared/index.js';

const EURO = { one: 'euro', many: 'euros', minorOne: 'centime', minorMany: 'centimes' };
const FRANC = { one: 'franc', many: 'francs', minorOne: 'centime', minorMany: 'centimes' };
const DOLLAR = { one: 'dollar', many: 'dollars', minorOne: 'cent', minorMany: 'cents' };

const WORDS: MoneyWords = {
  currencies: {
    '€': EURO,
    EUR: EURO,
    $: DOLLAR,
    USD: DOLLAR,
    '£': { one: 'livre', many: 'livres', minorOne: 'penny', minorMany: 'pence', gender: 'feminine' },
    'fr.': FRANC,
    fr: FRANC,
    F: FRANC,
    FF: FRANC,
    CHF: FRANC,
  },
  scales: 'mille|millions?|milliards?',
  of: (many) => (/^[aeiouh]/.test(many) ? `d'${many}` : `de ${many}`),
  join: (main, minor) => `${main} ${minor}`,
};

export const sayMoney = (numbers: Numbers): readonly PatternRule[] => moneyRules(numbers, WORDS);
