import { toCardinal, toOrdinal } from 'n2words/de-DE';
import { type Gender, type Numbers, numbersOf } from '../shared/index.js';

const FEMININE =
  /(?:ung|heit|keit|schaft|tät|ion|in|ei)$|^(?:Auflage|Flasche|Frau|Hand|Klasse|Mark|Meile|Million|Milliarde|Minute|Mutter|Nacht|Person|Reihe|Sekunde|Seite|Stadt|Straße|Strophe|Stunde|Szene|Tochter|Tonne|Tür|Woche|Zeile)$/u;
const NEUTER =
  /(?:chen|lein|um|ment)$|^(?:Bild|Buch|Dorf|Dutzend|Gramm|Haus|Jahr|Jahrhundert|Jahrtausend|Jahrzehnt|Kapitel|Kilo|Kilogramm|Kind|Mal|Pfund|Pferd|Schiff|Stück|Viertel)$/u;

/** The gender of a noun in the singular, where its ending or a short list tells; the rest counts as masculine. */
export function genderOf(noun: string): Gender {
  if (FEMININE.test(noun)) return 'feminine';
  return NEUTER.test(noun) ? 'neuter' : 'masculine';
}

/** "ein Mann", "eine Frau", but "eins" by itself: only a noun, with its capital, takes the article's form. */
export const genderBefore = (noun: string): Gender | null => (/^\p{Lu}\p{Ll}/u.test(noun) ? genderOf(noun) : null);

export const GERMAN_NUMBERS: Numbers = numbersOf({
  groups: ". ’'",
  decimal: ',',
  point: 'Komma',
  decimals: 'digits',
  digits: ['null', 'eins', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun'],
  cardinal: (value, gender) => {
    if (value !== '1' || gender === null) return toCardinal(value);
    return gender === 'feminine' ? 'eine' : 'ein';
  },
});

/** 1100 to 1999 are said in hundreds: 1984 → "neunzehnhundertvierundachtzig". */
export function yearWords(value: number): string {
  if (value < 1100 || value > 1999) return toCardinal(value);
  const rest = value % 100;
  return `${toCardinal(Math.floor(value / 100))}hundert${rest === 0 ? '' : toCardinal(rest)}`;
}

/** "dritt", without its ending. */
export const ordinalStem = (value: number): string => toOrdinal(value).slice(0, -1);
