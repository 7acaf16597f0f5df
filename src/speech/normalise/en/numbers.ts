import { replaceSpoken } from '../shared/index.js';
import { type Dialect, numberWords } from './words.js';

const NUMBER = /(\p{L})?(\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)(?=(\p{L})?)/gu;

/** Every number that is left. A letter beside it stays apart: `B12` → "B twelve". */
export const sayNumbers = (text: string, dialect: Dialect): string =>
  replaceSpoken(text, NUMBER, ([, before = '', number = '', after = '']) => {
    const words = numberWords(number, dialect);
    return `${before}${before && ' '}${words}${after && ' '}`;
  });
