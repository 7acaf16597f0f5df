import { toCardinal, toOrdinal } from 'n2words/es-ES';
import { type Gender, type Numbers, numbersOf, type PatternRule } from '../shared/index.js';

/**
 * Nouns that are counted, without their plural s: "doscientas páginas", "veintiún años". Before any other word a number
 * stands by itself ("en 1921 los alemanes"), whatever that word ends in.
 */
const FEMININE =
  'alma|amiga|arroba|bala|bomba|cabra|cama|botella|carta|casa|copa|familia|fanega|guinea|estrella|gota|habitación|hectárea|hermana|hija|hora|isla|legua|letra|libra|línea|llave|mesa|mil|milla|moneda|niña|noche|nación|onza|oveja|página|palabra|' +
  'persona|peseta|pieza|puerta|pulgada|rosa|rupia|semana|silla|taza|tonelada|vaca|vara|ventana|vez|vela|yarda|mujere?|flore?|calle|nave|vece|vuelta|docena|lira|corona';
const MASCULINE =
  'amigo|año|árbole?|buey|bueye|camello|cigarro|coche|cuadro|cuento|dedo|diente|huevo|ojo|pueblo|trene?|vaso|verso|barco|buque|caballo|cañone?|capítulo|centímetro|céntimo|día|dólar|dólare|ducado|duro|euro|florín|franco|grado|gramo|habitante|hermano|hijo|hombre|' +
  'kilo|kilogramo|kilómetro|libro|litro|lugar|marco|marinero|mese?|metro|milímetro|millone?|minuto|niño|paso|peso|pie|punto|quintale?|reale?|rublo|segundo|siglo|soldado|' +
  'tomo|volumen|volúmene|vuelo|punto|gato|perro|piso';
const IS_FEMININE = new RegExp(`^(?:${FEMININE})s?$`, 'iu');
const IS_MASCULINE = new RegExp(`^(?:${MASCULINE})s?$`, 'iu');

export function genderBefore(noun: string): Gender | null {
  if (IS_FEMININE.test(noun)) return 'feminine';
  return IS_MASCULINE.test(noun) ? 'masculine' : null;
}

/** n2words says "cienta una", "doscientos mil páginas", "veintiuno mil" and "dieciseis". */
function cardinal(value: string, gender: Gender | null): string {
  const words = toCardinal(value, { gender: gender === 'feminine' ? 'feminine' : 'masculine' })
    .replace(/\bcienta\b/g, 'ciento')
    .replace('dieciseis', 'dieciséis')
    .replace(/veintiuno (?=mil)/g, 'veintiún ')
    .replace(/\buno (?=mil)/g, 'un ');
  if (gender === 'feminine') return words.replace(/(?<=ient)os(?!.*mill)/g, 'as');
  return gender === 'masculine' ? words.replace(/veintiuno$/, 'veintiún').replace(/\buno$/, 'un') : words;
}

/** Where thousands have a comma and decimals a point. @param tag in small letters */
export const hasDecimalPoint = (tag: string): boolean => /-(?:mx|us|gt|hn|ni|pa|pr|do|sv|pe)$/.test(tag);

/** @param tag `es`, `es-mx`, … in small letters */
export function spanishNumbers(tag: string): Numbers {
  const hasPoint = hasDecimalPoint(tag);
  return numbersOf({
    groups: hasPoint ? ' ,' : ' .',
    decimal: hasPoint ? '.' : ',',
    point: hasPoint ? 'punto' : 'coma',
    decimals: 'number',
    digits: ['cero', 'uno', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve'],
    cardinal,
  });
}

/** The groups of a telephone number look like thousands: `tel. 91 123 45 67`. */
export const telephoneRule = (numbers: Numbers): PatternRule => ({
  name: 'digits',
  pattern: /(?<=[Tt]eléfono )\d[\d ]{5,14}\d(?![\d.,])/gu,
  say: ([written]) => written.split(' ').map(numbers.spell).join(', '),
});

const TEENS: Readonly<Record<number, string>> = {
  11: 'undécimo',
  12: 'duodécimo',
  13: 'decimotercero',
  14: 'decimocuarto',
  15: 'decimoquinto',
  16: 'decimosexto',
  17: 'decimoséptimo',
  18: 'decimoctavo',
  19: 'decimonoveno',
};

/** 3 → "tercero", "tercera"; 21 → "vigésima primera". */
export function ordinal(value: number, gender: Gender): string {
  const words = TEENS[value] ?? toOrdinal(value);
  return gender === 'feminine' ? words.replace(/o(?= |$)/g, 'a') : words;
}

/** 1 → "primer", 3 → "tercer": before a noun. */
export const shortOrdinal = (value: number): string => ordinal(value, 'masculine').replace(/(primer|tercer)o$/, '$1');

/** In the names of kings and chapters. */
const LAST_ORDINAL = 10;

/** To the tenth an ordinal, then a cardinal: "Alfonso décimo", "Alfonso trece". */
export const upToTenth = (value: number, gender: Gender): string =>
  value <= LAST_ORDINAL ? ordinal(value, gender) : cardinal(String(value), null);
