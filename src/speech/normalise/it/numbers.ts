import { toCardinal, toOrdinal } from 'n2words/it-IT';
import { type Gender, type Numbers, numbersOf, otherPointRule, type PatternRule } from '../shared/index.js';

/** Nouns that are counted; before another word 1 stands by itself ("il numero 1 fu"), and is "uno". */
const FEMININE =
  /^(?:amica|bottiglia|camera|capra|casa|cosa|domanda|donna|figlia|finestra|foglia|giornata|ghinea|lega|lettera|libbra|linea|lira|miglia|notte|once?|ora|pagina|parola|parte|persona|pertica|porta|ragazza|risposta|rupia|settimana|sola|sorella|stanza|stella|sterlina|tonnellata|verga|volta)$/iu;
const MASCULINE =
  /^(?:amico|anno|bicchiere|cane|cavallo|centesimo|centimetro|chilo|chilogrammo|chilometro|decimo|dollaro|ducato|ettaro|euro|figlio|fiorino|franco|fratello|giorno|grado|grammo|litro|marco|mese|metro|miglio|milligrammo|millimetro|milione|minuto|passo|penny|per|piede|pollice|quarto|quintale|ragazzo|rublo|solo|soldato|secondo|secolo|terzo|treno|uomo|uovo)$/iu;

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
  otherPointRule(ITALIAN_NUMBERS, 'punto'),
];
