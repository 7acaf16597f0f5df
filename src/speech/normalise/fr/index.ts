/**
 * French: the abbreviations whose dots would end a sentence, and Roman numerals of chapters; numbers eSpeak says itself.
 *
 * Tables and pure steps, as in English.
 */
import { toCardinal } from 'n2words/fr-FR';
import { replaceSpoken, romanValue } from '../shared/index.js';

const ABBREVIATIONS: readonly (readonly [RegExp, string])[] = [
  [/\bM\.(?=\s+\p{Lu})/gu, 'Monsieur'],
  [/\bMM\.(?=\s+\p{Lu})/gu, 'Messieurs'],
  [/\bMme\b\.?/g, 'Madame'],
  [/\bMlle\b\.?/g, 'Mademoiselle'],
  [/\bDr\.?(?=\s+\p{Lu})/gu, 'Docteur'],
  [/\bp\.\s?ex\./g, 'par exemple'],
  [/\bc\.-à-d\./g, "c'est-à-dire"],
  [/\bn[o°]\s?(?=\d)/g, 'numéro '],
  [/\s*&\s*/g, ' et '],
];
const CHAPTER = /\b(chapitre|partie|livre|tome|acte|scène)(\s+)([IVXLC]+)\b/giu;

export function normaliseFrench(text: string): string {
  const numbered = replaceSpoken(text, CHAPTER, ([, division = '', space = '', numeral = '']) => {
    const value = romanValue(numeral);
    return value === null ? null : division + space + toCardinal(value);
  });
  return ABBREVIATIONS.reduce((said, [pattern, words]) => replaceSpoken(said, pattern, () => words), numbered);
}
