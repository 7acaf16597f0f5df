import { toCardinal, toOrdinal } from 'n2words/it-IT';
import { type Gender, type Numbers, numbersOf, type PatternRule } from '../shared/index.js';

/** Nouns that are counted; before another word 1 stands by itself ("il numero 1 fu"), and is "uno". */
const FEMININE =
  /^(?:bottiglia|casa|cosa|donna|finestra|foglia|giornata|ghinea|lega|lettera|libbra|linea|lira|miglia|notte|once?|ora|pagina|parola|parte|persona|pertica|porta|rupia|settimana|stanza|sterlina|tonnellata|verga|volta)$/iu;
const MASCULINE =
  /^(?:anno|centesimo|centimetro|chilo|chilogrammo|chilometro|decimo|dollaro|ducato|ettaro|euro|fiorino|franco|giorno|grado|grammo|litro|marco|mese|metro|miglio|milligrammo|millimetro|milione|minuto|passo|penny|per|piede|pollice|quarto|quintale|rublo|secondo|secolo|terzo|uomo)$/iu;

/** Null: nothing is known of it. */
export function genderBefore(noun: string): Gender | null {
  if (FEMININE.test(noun)) return 'feminine';
  return MASCULINE.test(noun) ? 'masculine' : null;
}

/** Only 1 has a gender: "ventuno pagine". n2words puts an "e" behind millions and thousands that nobody says. */
export const ITALIAN_NUMBERS: Numbers = numbersOf({
  groups: ' .',
  decimal: ',',
  point: 'virgola',
  decimals: 'number',
  digits: ['zero', 'uno', 'due', 'tre', 'quattro', 'cinque', 'sei', 'sette', 'otto', 'nove'],
  cardinal: (value, gender) => {
    if (value === '1' && gender !== null) return gender === 'feminine' ? 'una' : 'un';
    return toCardinal(value).replaceAll('mila e ', 'mila').replaceAll(' e ', ' ');
  },
});

/** 3 → "terzo", "terza". */
export const ordinal = (value: number, gender: Gender): string =>
  gender === 'feminine' ? toOrdinal(value).replace(/o$/, 'a') : toOrdinal(value);

/** What the common rule does not know: "un'ora", and decimals behind an English point. */
export const NUMBER_RULES: readonly PatternRule[] = [
  { name: 'numbers', pattern: /(?<![\p{L}\d.,])1 (?=ora|oncia|altra)/gu, say: () => "un'" },
  {
    name: 'numbers',
    pattern: /(?<![\p{L}\d.,])(\d{1,15})\.(\d{1,2})(?![\d.,:]*\d)/gu,
    say: ([, whole = '', decimals = '']) => `${ITALIAN_NUMBERS.say(whole)} punto ${ITALIAN_NUMBERS.say(decimals)}`,
  },
];
