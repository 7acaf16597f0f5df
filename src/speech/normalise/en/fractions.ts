import { type Groups, replaceSpoken } from '../shared/index.js';
import { numberWords, ordinalWords, plural } from './words.js';

/** Signs for fractions, as numbers with a stroke. */
const SIGNS: Readonly<Record<string, string>> = {
  '½': '1/2',
  '⅓': '1/3',
  '⅔': '2/3',
  '¼': '1/4',
  '¾': '3/4',
  '⅕': '1/5',
  '⅖': '2/5',
  '⅗': '3/5',
  '⅘': '4/5',
  '⅙': '1/6',
  '⅚': '5/6',
  '⅛': '1/8',
  '⅜': '3/8',
  '⅝': '5/8',
  '⅞': '7/8',
};
const SIGN = /(?:(\d)\s?)?([½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])/g;
/** One digit over one or two: more is a date or a page. */
const FRACTION = /(?<![\d/.,])(?:(\d+) )?(\d)[/⁄](\d{1,2})(?![\d/]|\.\d)/g;

/** 1/2 → "one half", 3½ → "three and a half", 3/4 → "three quarters". */
export function sayFractions(text: string): string {
  const plain = text.replace(
    SIGN,
    (_found, digit: string | undefined, sign: string) =>
      `${digit === undefined ? '' : `${digit} `}${SIGNS[sign] ?? ''}`,
  );
  return replaceSpoken(plain, FRACTION, sayFraction);
}

function sayFraction([, whole = '', above = '', below = '']: Groups): string | null {
  if (Number(below) < 2 || Number(above) === 0 || Number(above) >= Number(below)) return null;
  const part = partWords(Number(above), Number(below));
  if (whole === '') return part;
  return `${numberWords(whole, 'american')} and ${part.replace(/^one /, 'a ').replace(/^a eighth/, 'an eighth')}`;
}

function partWords(above: number, below: number): string {
  const name = below === 2 ? 'half' : below === 4 ? 'quarter' : ordinalWords(String(below));
  const count = numberWords(String(above), 'american');
  return `${count} ${above === 1 ? name : plural(name)}`;
}
