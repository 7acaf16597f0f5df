import { type Groups, replaceSpoken } from '../shared/index.js';
import { numberWords, pairWords } from './words.js';

/** After abbreviations: `a.m.` is AM by now. A full stop between hours and minutes only where AM or PM follows. */
const TIME =
  /(?<![\d:.])([01]?\d|2[0-4])(?::([0-5]\d)(?![\d:])|\.([0-5]\d)(?=\s?[AP]M\b))(\s?(?:[AP]M\b|[ap]m\b|o['’]clock))?/g;
const HOUR = /(?<![\d:.,])(1[0-2]|[1-9])(\s?[ap]m\b|\s?[AP]M\b)/g;
const NOON = 12;

/** 5:30 → "five thirty", 10:05 → "ten oh five", 5:00 → "five o'clock". */
export const sayTimes = (text: string): string =>
  replaceSpoken(
    replaceSpoken(text, TIME, sayTime),
    HOUR,
    ([, hour = '', half = '']) => `${hours(hour)} ${upper(half)}`,
  );

function sayTime([, hour = '', colonMinutes = '', dotMinutes = '', half = '']: Groups): string {
  const minutes = Number(colonMinutes || dotMinutes);
  const suffix = half === '' ? '' : ` ${upper(half)}`;
  if (minutes > 0) return `${hours(hour)} ${pairWords(minutes)}${suffix}`;
  if (suffix !== '') return `${hours(hour)}${suffix}`;
  return Number(hour) > NOON || Number(hour) === 0 ? `${hours(hour)} hundred` : `${hours(hour)} o'clock`;
}

const hours = (hour: string): string => numberWords(String(Number(hour)), 'american');

const upper = (half: string): string => (/^\s?[ap]m$/i.test(half) ? half.trim().toUpperCase() : half.trim());
