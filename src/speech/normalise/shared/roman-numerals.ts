import { romanValue } from './roman.js';
import { capitalise, type Groups, type PatternRule } from './rules.js';

export interface RomanWords {
  /**
   * Words after which a numeral counts something, singular and plural, in small letters; as a pattern's source.
   * Behind one with a dot (`vol\\.`) the numeral becomes digits: the abbreviation's own rule follows.
   */
  readonly divisions: string;
  /** Divisions of books alone: behind one of them in small letters a lone V or X is a numeral too, not a letter. */
  readonly chapters: string;
  /** Between two numerals: "and", "or"; as a pattern's source. */
  readonly conjunctions: string;
  /** For the dash between two numerals. */
  readonly to: string;
  /** Where I is a word: behind a division, with the space before it, where it is a person; as a pattern's source. */
  readonly pronoun?: string;
  /** Where small numerals are words: Italian and Spanish "vi". */
  readonly capitalsOnly?: true;
  readonly cardinal: (value: number) => string;
  /** After a division's name, where that is not a cardinal: "Acte premier". */
  readonly afterDivision: (value: number, division: string) => string;
  /** Said for a year such as MDCCCLI. */
  readonly year: (value: number) => string;
}

export interface RulerWords {
  /** Names of rulers and popes; as a pattern's source. */
  readonly names: string;
  /** Behind the name and a space: "the Eighth"; null leaves the numeral alone. */
  readonly say: (value: number, name: string) => string | null;
  /** Where I is a word: words after it that tell that it is a numeral: "of", "was"; as a pattern's source. */
  readonly afterLoneNumeral?: string;
}

/** Numerals that count chapters: C, D and M by themselves are letters, and no book has four hundred chapters. */
const COUNTING = '(?:[IVXLC]{2,9}|[IVX])';
const END = "(?![\\p{L}\\p{N}])(?!['’]\\p{L})";
/** A full stop that older books put behind a numeral in the middle of a sentence: `Charles I. was`, `Vol. II., p. 3`. */
const INNER_DOT = '(?:\\.(?=[,;:]| \\p{Ll}))?';
/** As printers put it on title pages. */
const YEAR = /(?<![\p{L}\p{N}])(M[MDCLXVI]{4,14})(?![\p{L}\p{N}])/gu;
const NAME = 'roman-numerals';
/** Characters of a heading in capitals behind its numeral. */
const LONGEST_HEADING = 400;

/** Roman numerals where they surely are numerals; a lone capital I elsewhere is a person speaking. */
export function romanRules(words: RomanWords): readonly PatternRule[] {
  const divisions = caseless(words.divisions);
  const chapters = new RegExp(`^(?:${words.chapters})$`, 'u');
  const between = `,? (?:${caseless(words.conjunctions)}) |, | ?[–—-] ?`;
  const numerals = words.capitalsOnly ? COUNTING : `${COUNTING}|[ivxl]{1,7}`;
  const cardinal = (numeral: string): string | null => sayValue(numeral, words.cardinal);
  return [
    {
      name: NAME,
      pattern: new RegExp(
        `(?<=(?<![\\p{L}\\p{N}])(?:${divisions}) (?:${COUNTING}(?:${between})){0,6}${COUNTING})(${between})(${COUNTING}${END}(?<!I)|I${END}(?=[.,;:)]|$)|[IVXLC]{1,8}I${END})`,
        'gu',
      ),
      needs: /[IVXLC][ ,–—-]/,
      say: ([, sign = '', numeral = '']) => {
        const said = cardinal(numeral);
        return said === null ? null : (/^ ?[–—-] ?$/.test(sign) ? ` ${words.to} ` : sign) + said;
      },
      inCapitals: true,
    },
    {
      name: NAME,
      pattern: new RegExp(
        `(?<![\\p{L}\\p{N}])(${divisions})${words.pronoun === undefined ? '' : `(?!${words.pronoun})`} (${numerals})${END}${INNER_DOT}`,
        'gu',
      ),
      needs: / [IVXLCivxl]+(?!\p{L})/u,
      say: ([, division = '', numeral = '']) => {
        const isDivision =
          isCapital(division) || division.endsWith('.') || (numeral !== 'I' && chapters.test(division));
        const isSure = numeral.length > 1 || (isCapital(numeral) && isDivision);
        const value = isSure ? romanValue(numeral) : null;
        if (value === null) return null;
        return `${division} ${division.endsWith('.') ? value : words.afterDivision(value, division.toLowerCase())}`;
      },
      inCapitals: true,
    },
    { name: NAME, pattern: YEAR, say: ([, numeral = '']) => sayValue(numeral, words.year), inCapitals: true },
    ...headingRules(cardinal),
  ];
}

/** A text of nothing but a numeral, or one that begins with a numeral of two letters or more. */
function headingRules(cardinal: (numeral: string) => string | null): readonly PatternRule[] {
  const say = ([, numeral = '', mark = '']: Groups): string | null => {
    const said = cardinal(numeral);
    return said === null ? null : capitalise(said) + (/^[.:]?$/.test(mark) ? mark : '. ');
  };
  const mark = '([.:](?= )| ?[—–] ?)';
  return [
    { name: NAME, pattern: new RegExp(`^(${COUNTING})(\\.?)$`, 'g'), say },
    {
      name: NAME,
      pattern: new RegExp(`^([IVXLC]{2,9})${mark}(?= ?["'“‘«]?\\p{Lu})`, 'gu'),
      say,
      inCapitals: true,
    },
    {
      name: NAME,
      pattern: new RegExp(`^([IVX])${mark}(?=[^\\p{Ll}]{2,${LONGEST_HEADING}}$)`, 'gu'),
      say,
      inCapitals: true,
    },
  ];
}

/**
 * A numeral that stands before what it counts: "II guerra mondiale", "V centenario".
 * @param nouns a pattern's source
 */
export const numeralBeforeRule = (nouns: string, say: (value: number) => string): PatternRule => ({
  name: NAME,
  pattern: new RegExp(`(?<![\\p{L}\\p{N}.,])([IVX]{1,6}) (?=${nouns})`, 'gu'),
  say: ([, numeral = '']) => {
    const said = sayValue(numeral, say);
    return said === null ? null : `${said} `;
  },
});

/** A lone letter after a ruler's name may be an initial ("George V. Smith") or a pronoun ("George I am told"). */
export function rulerRule(words: RulerWords): PatternRule {
  const names = `${words.names}|${words.names.toUpperCase()}`;
  const end = '(?![\\p{L}\\p{N}])';
  const noInitial = '(?!\\.? \\p{Lu})';
  const pronounless =
    words.afterLoneNumeral === undefined ? '' : `(?=[,;:!?.)—]|['’]s|$| (?:${words.afterLoneNumeral})${end})`;
  return {
    name: NAME,
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}])(${names}) ([IVX]{2,6}${end}|[VX]${end}${noInitial}|I${end}${noInitial}${pronounless})${INNER_DOT}`,
      'gu',
    ),
    inCapitals: true,
    needs: / [IVX]/,
    say: ([, name = '', numeral = '']) => {
      const said = sayValue(numeral, (value) => words.say(value, name));
      return said === null ? null : `${name} ${said}`;
    },
  };
}

const isCapital = (text: string): boolean => /^\p{Lu}/u.test(text);

function sayValue(numeral: string, say: (value: number) => string | null): string | null {
  const value = romanValue(numeral);
  return value === null ? null : say(value);
}

/** Small, with a first capital, or all in capitals; the flag i would make CIVIL of "civil". */
const caseless = (source: string): string =>
  [...new Set(source.split('|').flatMap((word) => [word, capitalise(word), word.toUpperCase()]))].join('|');
