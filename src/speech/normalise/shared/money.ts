import { NUMBER_START, type Gender, type Numbers } from './numbers.js';
import { ANY_NUMBER, oneOf, type PatternRule } from './rules.js';

export interface Currency {
  readonly one: string;
  readonly many: string;
  readonly minorOne: string;
  readonly minorMany: string;
  /** Masculine if left out. */
  readonly gender?: Gender;
}

export interface MoneyWords {
  /** By sign or code: `€`, `EUR`, `Fr.` */
  readonly currencies: Readonly<Record<string, Currency>>;
  /** Words that count money by themselves, as a pattern's source: `hundred|million`. */
  readonly scales: string;
  /** Between a scale and the currency: "deux millions d'euros". */
  readonly of: (many: string) => string;
  /** @param main "three pounds" @param minor "fifty" @param coins "pence" */
  readonly join: (main: string, minor: string, coins: string, sign: string) => string;
}

/** `20 fr` and `5 F` stand behind their number; before one they are something else. */
const WORD_BEHIND = /^(?:\p{Ll}|\p{Lu}$)/u;

/** `£3.50`, `3,50 €`, `$2 million`. */
export function moneyRules(numbers: Numbers, words: MoneyWords): readonly PatternRule[] {
  const signs = Object.keys(words.currencies);
  const inFront = oneOf(signs.filter((sign) => !WORD_BEHIND.test(sign)));
  const sign = oneOf(signs);
  const scale = `(?: (${words.scales})(?!\\p{L}))?`;
  const say = (code: string, amount: string, size: string): string | null => {
    const currency = words.currencies[code];
    return currency === undefined ? null : sayMoney(numbers, words, { currency, code, amount, size });
  };
  return [
    {
      name: 'money',
      needs: ANY_NUMBER,
      pattern: new RegExp(`(?<![\\p{L}\\p{N}])(${inFront}) ?(${numbers.amount})${scale}(?![\\p{L}\\d])`, 'gu'),
      say: ([, code = '', amount = '', size = '']) => say(code, amount, size),
    },
    {
      name: 'money',
      needs: ANY_NUMBER,
      pattern: new RegExp(`${NUMBER_START}(${numbers.amount})${scale} ?(${sign})(?![\\p{L}\\p{N}])`, 'gu'),
      say: ([, amount = '', size = '', code = '']) => say(code, amount, size),
    },
  ];
}

interface Sum {
  readonly currency: Currency;
  readonly code: string;
  readonly amount: string;
  readonly size: string;
}

function sayMoney(numbers: Numbers, words: MoneyWords, { currency, code, amount, size }: Sum): string {
  const { whole, decimals } = numbers.partsOf(amount);
  if (size !== '') return `${numbers.say(amount)} ${size} ${words.of(currency.many)}`;
  const main = `${numbers.say(whole, currency.gender ?? 'masculine')} ${Number(whole) === 1 ? currency.one : currency.many}`;
  if (decimals === null || Number(decimals) === 0) return main;
  if (decimals.length !== 2) return `${numbers.say(amount)} ${currency.many}`;
  const minor = numbers.say(String(Number(decimals)), 'masculine');
  const coins = Number(decimals) === 1 ? currency.minorOne : currency.minorMany;
  return Number(whole) === 0 ? `${minor} ${coins}` : words.join(main, minor, coins, code);
}
