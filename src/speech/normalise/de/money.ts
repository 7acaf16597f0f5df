import { moneyRules, type PatternRule } from '../shared/index.js';
import { GERMAN_NUMBERS } from './numbers.js';

const EURO = { one: 'Euro', many: 'Euro', minorOne: 'Cent', minorMany: 'Cent' };
const DOLLAR = { one: 'Dollar', many: 'Dollar', minorOne: 'Cent', minorMany: 'Cent' };
const MARK = { one: 'Mark', many: 'Mark', minorOne: 'Pfennig', minorMany: 'Pfennig', gender: 'feminine' } as const;
const FRANC = { one: 'Franken', many: 'Franken', minorOne: 'Rappen', minorMany: 'Rappen' };

export const MONEY_RULES: readonly PatternRule[] = [
  /** `5,–` is a price without coins. */
  { name: 'money', pattern: /(?<=\d),(?:[–—-]{1,2})(?![\p{L}\d])/gu, say: () => '' },
  ...moneyRules(GERMAN_NUMBERS, {
    currencies: {
      '€': EURO,
      EUR: EURO,
      $: DOLLAR,
      '£': { one: 'Pfund', many: 'Pfund', minorOne: 'Penny', minorMany: 'Pence' },
      'Mk.': MARK,
      DM: MARK,
      RM: { ...MARK, one: 'Reichsmark', many: 'Reichsmark' },
      'Fr.': FRANC,
      CHF: FRANC,
    },
    scales: 'Millionen|Milliarden|Million|Milliarde|Mio\\.|Mrd\\.',
    of: (many) => many,
    join: (main, minor) => `${main} ${minor}`,
  }),
];
