import { toCardinal as toBelgian } from 'n2words/fr-BE';
import { toCardinal, toOrdinal } from 'n2words/fr-FR';
import { type Gender, type Numbers, numbersOf } from '../shared/index.js';

/** Nouns that a number stands before and that make its last `un` an `une`. */
const FEMININE =
  /^(?:années?|bouteilles?|chambres?|choses?|dames?|femmes?|fenêtres?|feuilles?|filles?|fois|guinées?|heures?|jeunes filles|journées?|lettres?|lieues?|lignes?|livres|maisons?|marches?|minutes?|miles?|nuits?|onces?|pages?|paires?|paroles?|parties?|personnes?|pièces?|places?|portes?|roupies?|secondes?|semaines?|soirées?|tables?|tonnes?|verstes?|villes?|voitures?|voix)$/iu;

export const genderBefore = (noun: string): Gender => (FEMININE.test(noun) ? 'feminine' : 'masculine');

const feminine = (words: string): string => words.replace(/\bun$/, 'une');

/** Belgians and the Swiss say septante and nonante. */
export function frenchNumbers(tag: string): Numbers {
  const cardinal = /-(?:be|ch)$/.test(tag) ? toBelgian : toCardinal;
  return numbersOf({
    groups: ' .',
    decimal: ',',
    point: 'virgule',
    decimals: 'number',
    digits: ['zéro', 'un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf'],
    cardinal: (value, gender) => (gender === 'feminine' ? feminine(cardinal(value)) : cardinal(value)),
  });
}

/** 1 → "premier", "première"; 2 → "deuxième". */
export const ordinal = (value: number, gender: Gender): string =>
  value === 1 && gender === 'feminine' ? 'première' : toOrdinal(value);
