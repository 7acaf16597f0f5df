import { ANY_DOT, ANY_NUMBER, capitalise, oneOf, type PatternRule, WORD_END, WORD_START } from './rules.js';

/** Written without their last dot: `Mr`, `z. B`. Said in full, so that their dots end no sentence. */
export interface Abbreviations {
  /** Before a name; the dot may be missing. */
  readonly titles: Readonly<Record<string, string>>;
  /** Before a name, with a dot. */
  readonly dottedTitles: Readonly<Record<string, string>>;
  /** A pattern's source for what a name begins with, behind the space. */
  readonly nameStart: string;
  /** Before a number, with a dot: `p. 5`. A capital at the beginning fits. */
  readonly beforeNumber: Readonly<Record<string, string>>;
  /** Before a number, with or without a dot: `No 5`, `n°5`. A capital at the beginning fits. */
  readonly numberSigns: Readonly<Record<string, string>>;
  /** Anywhere, with a dot. */
  readonly anywhere: Readonly<Record<string, string>>;
  /** At the end of a list, with a dot; the sentence may end there too: "etc." */
  readonly closing: Readonly<Record<string, string>>;
  /** Without a dot, letter by letter as they stand: `Cie`, `svp`. */
  readonly bare: Readonly<Record<string, string>>;
}

/** Titles between a title and its name: `Sr. D. Juan`, `prof. avv. Rossi`. */
const MOST_TITLES = 3;

export function abbreviationRules(words: Abbreviations): readonly PatternRule[] {
  const otherTitle = `(?:(?:${oneOf([...Object.keys(words.titles), ...Object.keys(words.dottedTitles)])})(?:\\. ?| ))`;
  const name = `(?= ${otherTitle}{0,${MOST_TITLES}}${words.nameStart})`;
  return [
    rule(`${WORD_START}(${oneOf(Object.keys(words.titles))})\\.?${name}`, words.titles, { needs: null }),
    rule(
      `${WORD_START}(?<!(?<!\\p{L})\\p{Lu}\\. ?)(${oneOf(Object.keys(words.dottedTitles))})\\.${name}`,
      words.dottedTitles,
      { needs: ANY_DOT },
    ),
    rule(`${WORD_START}(${either(words.beforeNumber)})\\. ?(?=\\d)`, words.beforeNumber, {
      needs: ANY_NUMBER,
      after: ' ',
    }),
    rule(`${WORD_START}(${either(words.numberSigns)})(?:\\. ?| |(?<=[°º]))(?=\\d)`, words.numberSigns, {
      needs: ANY_NUMBER,
      after: ' ',
    }),
    rule(`${WORD_START}(${either(words.closing)})\\.(?! ["'“‘«]?\\p{Lu})`, words.closing, { needs: ANY_DOT }),
    rule(`${WORD_START}(${either(words.closing)})\\.(?= ["'“‘«]?\\p{Lu})`, words.closing, {
      needs: ANY_DOT,
      after: '.',
    }),
    rule(`${WORD_START}(${either(words.anywhere)})\\.${WORD_END}`, words.anywhere, { needs: ANY_DOT }),
    rule(`${WORD_START}(${oneOf(Object.keys(words.bare))})${WORD_END}`, words.bare, { needs: null }),
  ];
}

/** A table may be empty; a pattern of nothing would find everything. */
const NOTHING = '(?!)';

/** Each as it stands, with a capital at the beginning of a sentence, and in capitals. */
function either(table: Readonly<Record<string, string>>): string {
  const words = Object.keys(table).flatMap((word) => [word, capitalise(word), word.toUpperCase()]);
  return words.length === 0 ? NOTHING : oneOf([...new Set(words)]);
}

function rule(
  source: string,
  table: Readonly<Record<string, string>>,
  { needs, after = '' }: { readonly needs: RegExp | null; readonly after?: string },
): PatternRule {
  const byLetters = new Map(Object.entries(table).map(([word, said]) => [letters(word), said]));
  const small = new Map([...byLetters].map(([word, said]) => [word.toLowerCase(), said]));
  return {
    name: 'abbreviations',
    ...(needs === null ? {} : { needs }),
    pattern: new RegExp(byLetters.size === 0 ? NOTHING : source, 'gu'),
    say: ([, word = '']) => {
      const exact = byLetters.get(letters(word));
      if (exact !== undefined) return exact + after;
      const lower = small.get(letters(word).toLowerCase());
      return lower === undefined ? null : capitalise(lower) + after;
    },
  };
}

const letters = (word: string): string => word.replaceAll(' ', '');
