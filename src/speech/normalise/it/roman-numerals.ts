import { type PatternRule, romanRules, rulerRule } from '../shared/index.js';
import { ITALIAN_NUMBERS, ordinal } from './numbers.js';

const DIVISIONS =
  'capitol[oi]|capp?\\.|part[ei]|libr[oi]|tom[oi]|t\\.|volum[ei]|vol\\.|att[oi]|scen[ae]|sc\\.|cant[oi]|sezion[ei]|sez\\.|letter[ae]|tavol[ae]|tav\\.|' +
  'figur[ae]|fig\\.|articol[oi]|art\\.|numer[oi]|n\\.|salm[oi]|versett[oi]|sonett[oi]|fase|classe|tipo|episodi[o]?|lezion[ei]|not[ae]|quadr[oi]|appendice|giornat[ae]|novell[ae]';
/** Said with an ordinal however high: "Canto trentatreesimo", "Parte seconda". */
const ALWAYS_ORDINAL = /^(?:parte|libro|tomo|volume|atto|scena|canto|giornata)$/;
/** Said with an ordinal up to the tenth: "Capitolo primo", "Capitolo quattordici". */
const FIRST_TEN_ORDINAL = /^(?:capitolo|salmo|sonetto|quadro|lezione|novella|lettera)$/;
const TEN = 10;
const FEMININE_DIVISION = /^(?:part|scen|giornat|lezion|novell|letter)/;

const RULERS =
  'Alberto|Alessandro|Alfonso|Amedeo|Benedetto|Bonifacio|Carlo|Carlo Alberto|Caterina|Clemente|Corrado|Cosimo|Cristiano|Edoardo|Elisabetta|Emanuele|' +
  'Enrico|Ferdinando|Filippo|Francesco|Francesco Giuseppe|Federico|Giacomo|Giorgio|Giovanna|Giovanni|Giovanni Paolo|Giulio|Giuseppe|Gregorio|Guglielmo|' +
  'Gustavo|Innocenzo|Isabella|Ivan|Leone|Leopoldo|Luigi|Margherita|Maria|Massimiliano|Napoleone|Nicola|Ottone|Paolo|Pietro|Pio|Ramses|Riccardo|' +
  'Roberto|Rodolfo|Sisto|Solimano|Tolomeo|Umberto|Urbano|Vittoria|Vittorio Amedeo|Vittorio Emanuele';
const QUEENS = /^(?:Caterina|Elisabetta|Giovanna|Isabella|Margherita|Maria|Vittoria)$/i;

const cardinal = (value: number): string => ITALIAN_NUMBERS.say(String(value));

export const ROMAN_RULES: readonly PatternRule[] = [
  ...romanRules({
    divisions: DIVISIONS,
    chapters: 'capitolo|libro|tomo|atto|canto',
    conjunctions: 'e|ed|o',
    to: 'a',
    cardinal,
    // "dall'altra parte vi era" and "la parte li riguarda" are no numerals.
    capitalsOnly: true,
    afterDivision: (value, division) =>
      ALWAYS_ORDINAL.test(division) || (FIRST_TEN_ORDINAL.test(division) && value <= TEN)
        ? ordinal(value, FEMININE_DIVISION.test(division) ? 'feminine' : 'masculine')
        : cardinal(value),
    year: cardinal,
  }),
  rulerRule({
    names: RULERS,
    say: (value, name) => ordinal(value, QUEENS.test(name) ? 'feminine' : 'masculine'),
  }),
];
