import { ANY_NUMBER, type MoneyWords, moneyRules, type Numbers, type PatternRule } from '../shared/index.js';

const DOLLAR = { one: 'dollar', many: 'dollars', minorOne: 'cent', minorMany: 'cents' };

const WORDS: MoneyWords = {
  currencies: {
    '£': { one: 'pound', many: 'pounds', minorOne: 'penny', minorMany: 'pence' },
    $: DOLLAR,
    US$: DOLLAR,
    '€': { one: 'euro', many: 'euros', minorOne: 'cent', minorMany: 'cents' },
    '¥': { one: 'yen', many: 'yen', minorOne: 'sen', minorMany: 'sen' },
    '₹': { one: 'rupee', many: 'rupees', minorOne: 'paisa', minorMany: 'paise' },
  },
  scales: 'hundred|thousand|million|billion|trillion',
  of: (many) => many,
  join: (main, minor, coins, sign) => (sign === '£' ? `${main} ${minor}` : `${main} and ${minor} ${coins}`),
};

const OLD_COINS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  s: ['shilling', 'shillings'],
  d: ['penny', 'pence'],
};

/** `$3.5bn`, `£20m`; said before the rules of money. */
const SHORT_SCALES: Readonly<Record<string, string>> = {
  bn: 'billion',
  k: 'thousand',
  m: 'million',
  M: 'million',
  tn: 'trillion',
};

/** £3.50 → "three pounds fifty", $1 → "one dollar"; the old 4s. 6d. only behind pounds or beside one another. */
export const sayMoney = (numbers: Numbers): readonly PatternRule[] => {
  const coin = (count: string, unit: string): string =>
    `${numbers.say(count)} ${OLD_COINS[unit]?.[Number(count) === 1 ? 0 : 1] ?? ''}`;
  return [
    {
      name: 'money',
      needs: ANY_NUMBER,
      pattern: /(?<=[£$€¥₹] ?\d[\d,.]{0,15}) ?(bn|k|m|M|tn)(?![\p{L}\p{N}])/gu,
      say: ([, scale = '']) => ` ${SHORT_SCALES[scale] ?? scale}`,
    },
    ...moneyRules(numbers, WORDS),
    {
      name: 'money',
      needs: ANY_NUMBER,
      pattern: /(?<!\d|\d[.,])(\d{1,4}) ?([¢p])(?![\p{L}\p{N}.])/gu,
      say: ([, count = '', sign = '']) =>
        sign === 'p' ? coin(count, 'd') : `${numbers.say(count)} ${Number(count) === 1 ? 'cent' : 'cents'}`,
    },
    {
      name: 'money',
      needs: ANY_NUMBER,
      pattern:
        /(?<=pounds?,? )(\d{1,3})s\.(?:,? (\d{1,2})d\.)?|(?<![\d.,])(\d{1,3})s\. (\d{1,2})d\.|(?<![\d.,])(\d{1,2})d\./g,
      say: ([, shillings = '', pence = '', others = '', rest = '', alone = '']) => {
        const count = shillings || others;
        const small = pence || rest || alone;
        return [count && coin(count, 's'), small && coin(small, 'd')].filter((words) => words !== '').join(' ');
      },
    },
  ];
};
