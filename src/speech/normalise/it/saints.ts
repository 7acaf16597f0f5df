import { oneOf, type PatternRule } from '../shared/index.js';

/** Names that are saints' far more often than an S. before them is a given name's. */
const SAN =
  'Bernardo|Carlo|Domenico|Filippo|Francesco|Gennaro|Giacomo|Giorgio|Giovanni|Giuseppe|Lorenzo|Luca|Marco|Marino|Martino|Matteo|Michele|Nicola|Paolo|Pietro|Sebastiano|Siro|Vincenzo|Vitale';
const SANTA = 'Barbara|Caterina|Cecilia|Chiara|Croce|Lucia|Margherita|Maria|Marta|Monica|Rita|Rosa|Teresa|Trinità';
const SANT = 'Agata|Agnese|Agostino|Alessio|Ambrogio|Andrea|Angelo|Anna|Antonio|Elena|Ignazio|Orsola';

const form = (names: string, said: string): PatternRule => ({
  name: 'abbreviations',
  pattern: new RegExp(`(?<![\\p{L}\\p{N}.])S\\. (?=(?:${oneOf(names.split('|'))})(?!\\p{L}))`, 'gu'),
  say: () => said,
});

/** `S. Pietro`, `S. Maria`, `S. Antonio`, `S. Stefano`. */
export const SAINT_RULES: readonly PatternRule[] = [
  form(SAN, 'San '),
  form(SANTA, 'Santa '),
  form(SANT, "Sant'"),
  form('Stefano|Spirito', 'Santo '),
];
