/**
 * German: the abbreviations whose dots would end a sentence, and Roman numerals of chapters; numbers eSpeak says itself.
 *
 * Tables and pure steps, as in English.
 */
import { toCardinal } from 'n2words/de-DE';
import { replaceSpoken, romanValue } from '../shared/index.js';

const ABBREVIATIONS: readonly (readonly [RegExp, string])[] = [
  [/\bz\.\s?B\./g, 'zum Beispiel'],
  [/\bd\.\s?h\./g, 'das heißt'],
  [/\bu\.\s?a\./g, 'unter anderem'],
  [/\busw\./g, 'und so weiter'],
  [/\bbzw\./g, 'beziehungsweise'],
  [/\bDr\.(?=\s+\p{Lu})/gu, 'Doktor'],
  [/\bProf\.(?=\s+\p{Lu})/gu, 'Professor'],
  [/\bHr\.(?=\s+\p{Lu})/gu, 'Herr'],
  [/\bFr\.(?=\s+\p{Lu})/gu, 'Frau'],
  [/\bSt\.(?=\s+\p{Lu})/gu, 'Sankt'],
  [/\bNr\.(?=\s*\d)/g, 'Nummer'],
  [/\bS\.(?=\s*\d)/g, 'Seite'],
  [/\s*&\s*/g, ' und '],
];
const CHAPTER = /\b(Kapitel|Teil|Buch|Band|Akt|Szene)(\s+)([IVXLC]+)\b/giu;

export function normaliseGerman(text: string): string {
  const numbered = replaceSpoken(text, CHAPTER, ([, division = '', space = '', numeral = '']) => {
    const value = romanValue(numeral);
    return value === null ? null : division + space + toCardinal(value);
  });
  return ABBREVIATIONS.reduce((said, [pattern, words]) => replaceSpoken(said, pattern, () => words), numbered);
}
