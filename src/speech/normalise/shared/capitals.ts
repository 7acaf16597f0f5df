import { capitalise, oneOf, type TextRule } from './rules.js';

/** A single word in capitals is an acronym as often as a heading; from this length on it is a word. */
const LONG_WORD = 6;
/** Words of a run that are looked at together; a longer one is lowered in pieces. */
const MOST_WORDS = 40;
/** Three words in capitals in a row are emphasis or the opening of a chapter, not three acronyms. */
const RUN_OF_CAPITALS = new RegExp(
  `(?<![\\p{L}\\p{N}.])(?:\\p{Lu}[\\p{Lu}'’-]*[,;]? ){2,${MOST_WORDS}}\\p{Lu}[\\p{Lu}'’-]+(?![\\p{L}\\p{N}]|\\.\\p{Lu})`,
  'gu',
);
/** Every such run ends in one. */
const WORD_IN_CAPITALS = / \p{Lu}[\p{Lu}'’-]/u;
const SENTENCES = /(^|[.!?:]["'”’)\]]* )(["'“‘«(]*\p{L})/gu;

/** What stays a capital in lowered text. */
export interface CapitalWords {
  /** Titles, so that they and the names after them are known: `Dr`. */
  readonly titles: readonly string[];
  /** Spelt or said as they stand: `USA`. */
  readonly acronyms: readonly string[];
  /** English: the pronoun `I`. */
  readonly words: readonly string[];
}

/** Headings and openings in capitals become words: some of them eSpeak would spell out. */
export function capitalRule({ titles, acronyms, words }: CapitalWords): TextRule {
  const title = new RegExp(`(?<!\\p{L})(?:${oneOf(titles).toLowerCase()})\\. \\p{L}`, 'gu');
  const kept = new Map([...acronyms, ...words].map((word) => [word.toLowerCase(), word]));
  const keep = new RegExp(
    `(?<![\\p{L}\\p{N}.'’-])(?:${[...kept.keys()].join('|') || '(?!)'})(?![\\p{L}\\p{N}.-])`,
    'gu',
  );
  const lower = (text: string): string =>
    text
      .toLowerCase()
      .replace(keep, (word) => kept.get(word) ?? word)
      .replace(title, (found) => found.replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase()));
  return {
    name: 'capitals',
    rewrite: (text) => {
      if (isAllCapitals(text)) return lower(text).replace(SENTENCES, (found) => found.toUpperCase());
      return WORD_IN_CAPITALS.test(text) ? text.replace(RUN_OF_CAPITALS, (run) => capitalise(lower(run))) : text;
    },
  };
}

function isAllCapitals(text: string): boolean {
  if (/\p{Ll}/u.test(text)) return false;
  const words = text.match(/\p{L}[\p{L}'’]*/gu) ?? [];
  return words.filter((word) => word.length > 1).length > 1 || words.some((word) => word.length >= LONG_WORD);
}
