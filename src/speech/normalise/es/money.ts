import { type MoneyWords, moneyRules, type Numbers, type PatternRule } from '../shared/index.js';

const EURO = { one: 'euro', many: 'euros', minorOne: 'céntimo', minorMany: 'céntimos' };
const DOLLAR = { one: 'dólar', many: 'dólares', minorOne: 'centavo', minorMany: 'centavos' };
const PESETA = {
  one: 'peseta',
  many: 'pesetas',
  minorOne: 'céntimo',
  minorMany: 'céntimos',
  gender: 'feminine',
} as const;

const WORDS: MoneyWords = {
  currencies: {
    '€': EURO,
    EUR: EURO,
    $: DOLLAR,
    USD: DOLLAR,
    US$: DOLLAR,
    '£': { one: 'libra', many: 'libras', minorOne: 'penique', minorMany: 'peniques', gender: 'feminine' },
    'pta.': PESETA,
    'ptas.': PESETA,
    'pts.': PESETA,
    ptas: PESETA,
    pts: PESETA,
  },
  scales: 'mill[oó]n(?:es)?|billones',
  of: (many) => `de ${many}`,
  join: (main, minor) => `${main} con ${minor}`,
};

export const sayMoney = (numbers: Numbers): readonly PatternRule[] => [
  ...moneyRules(numbers, WORDS),
  /** "2 millones de €". */
  { name: 'money', pattern: /(?<= de )€/g, say: () => 'euros' },
];
