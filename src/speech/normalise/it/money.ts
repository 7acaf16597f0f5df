import { type MoneyWords, moneyRules, type PatternRule } from '../shared/index.js';
import { ITALIAN_NUMBERS } from './numbers.js';

const EURO = { one: 'euro', many: 'euro', minorOne: 'centesimo', minorMany: 'centesimi' };
const DOLLAR = { one: 'dollaro', many: 'dollari', minorOne: 'centesimo', minorMany: 'centesimi' };
const LIRA = { one: 'lira', many: 'lire', minorOne: 'centesimo', minorMany: 'centesimi', gender: 'feminine' } as const;

const WORDS: MoneyWords = {
  currencies: {
    '€': EURO,
    EUR: EURO,
    $: DOLLAR,
    USD: DOLLAR,
    '£': { one: 'sterlina', many: 'sterline', minorOne: 'penny', minorMany: 'pence', gender: 'feminine' },
    'L.': LIRA,
    'Lit.': LIRA,
    'fr.': { one: 'franco', many: 'franchi', minorOne: 'centesimo', minorMany: 'centesimi' },
    CHF: { one: 'franco', many: 'franchi', minorOne: 'centesimo', minorMany: 'centesimi' },
  },
  scales: 'milion[ei]|miliard[oi]',
  of: (many) => `di ${many}`,
  join: (main, minor) => `${main} e ${minor}`,
};

export const MONEY_RULES: readonly PatternRule[] = [
  ...moneyRules(ITALIAN_NUMBERS, WORDS),
  /** "2 milioni di €". */
  { name: 'money', pattern: /(?<= di )€/g, say: () => 'euro' },
];
