/**
 * Languages without rules of their own: whole numbers and decimals as words, where n2words knows the language.
 *
 * No rule of a single language; that is a folder beside this one.
 */
export { numbersOnly } from './numbers-only.js';
