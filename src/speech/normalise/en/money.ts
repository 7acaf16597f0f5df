import { type Groups, replaceSpoken } from '../shared/index.js';
import { type Dialect, numberWords } from './words.js';

interface Currency {
  readonly one: string;
  readonly many: string;
  readonly centOne: string;
  readonly centMany: string;
}

const CURRENCIES: Readonly<Record<string, Currency>> = {
  '£': { one: 'pound', many: 'pounds', centOne: 'penny', centMany: 'pence' },
  $: { one: 'dollar', many: 'dollars', centOne: 'cent', centMany: 'cents' },
  '€': { one: 'euro', many: 'euros', centOne: 'cent', centMany: 'cents' },
};

const AMOUNT = '(\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.(\\d+))?';
const MONEY = new RegExp(`([£$€])\\s?${AMOUNT}(\\s(?:hundred|thousand|million|billion|trillion)\\b)?`, 'g');
const SHILLINGS = /\b(\d+)s\.(?=\s+\d+d\.|\s|$)/g;
const PENCE = /\b(\d+)d\./g;
const CENTS = /\b(\d+)\s?([¢p])(?![\p{L}.])/gu;

/** £3.50 → "three pounds fifty", $1 → "one dollar"; the old 4s. 6d. only behind pounds or one another. */
export function sayMoney(text: string, dialect: Dialect): string {
  const amounts = replaceSpoken(text, MONEY, (groups) => sayAmount(groups, dialect));
  const coins = replaceSpoken(amounts, CENTS, ([, count = '', sign = '']) =>
    sign === 'p' ? counted(count, dialect, 'penny', 'pence') : counted(count, dialect, 'cent', 'cents'),
  );
  if (!/\d+s\.\s+\d+d\.|pounds? \d+s\.|\b\d+d\./.test(coins)) return coins;
  const shillings = replaceSpoken(coins, SHILLINGS, ([, count = '']) =>
    counted(count, dialect, 'shilling', 'shillings'),
  );
  return replaceSpoken(shillings, PENCE, ([, count = '']) => counted(count, dialect, 'penny', 'pence'));
}

function sayAmount([, sign = '', whole = '', decimals = '', scale = '']: Groups, dialect: Dialect): string | null {
  const currency = CURRENCIES[sign];
  if (!currency) return null;
  if (scale !== '')
    return `${numberWords(decimals === '' ? whole : `${whole}.${decimals}`, dialect)}${scale} ${currency.many}`;
  const main = counted(whole, dialect, currency.one, currency.many);
  if (decimals === '' || Number(decimals) === 0) return main;
  if (decimals.length !== 2) return `${numberWords(`${whole}.${decimals}`, dialect)} ${currency.many}`;
  const cents = counted(String(Number(decimals)), dialect, currency.centOne, currency.centMany);
  if (Number(whole) === 0) return cents;
  return sign === '£' ? `${main} ${numberWords(String(Number(decimals)), dialect)}` : `${main} and ${cents}`;
}

const counted = (count: string, dialect: Dialect, one: string, many: string): string =>
  `${numberWords(count, dialect)} ${Number(count.replaceAll(',', '')) === 1 ? one : many}`;
