import { capitalise } from '../shared/index.js';
import { DOTTED_TITLES, TITLES } from './abbreviation-table.js';

/** A single word in capitals is an acronym as often as a heading; from this length on it is a word. */
const LONG_WORD = 6;
/** Three words in capitals in a row are emphasis or the opening of a chapter, not three acronyms. */
const RUN_OF_CAPITALS =
  /(?<![\p{L}\p{N}.])(?:\p{Lu}[\p{Lu}'’-]*[,;]?\s+){2,}\p{Lu}[\p{Lu}'’-]+(?![\p{L}\p{N}]|\.\p{Lu})/gu;
const PRONOUN = /(?<![\p{L}\p{N}.'’-])i(?![\p{L}\p{N}.-])/gu;
const TITLE_AND_NAME = new RegExp(
  `(?<!\\p{L})(?:${[...Object.keys(TITLES), ...Object.keys(DOTTED_TITLES)].join('|').toLowerCase()})\\.\\s+\\p{L}`,
  'gu',
);
const SENTENCES = /(^|[.!?:]["'”’)\]]*\s+)(["'“‘(]*\p{L})/gu;

/** Headings and openings in capitals become words: some of them eSpeak would spell out. */
export function lowerCapitals(text: string): string {
  if (isAllCapitals(text)) return lower(text).replace(SENTENCES, (found) => found.toUpperCase());
  return text.replace(RUN_OF_CAPITALS, (run) => capitalise(lower(run)));
}

function isAllCapitals(text: string): boolean {
  const words = text.match(/\p{L}[\p{L}'’]*/gu) ?? [];
  if (/\p{Ll}/u.test(text)) return false;
  return words.filter((word) => word.length > 1).length > 1 || words.some((word) => word.length >= LONG_WORD);
}

/** The pronoun stays a capital, titles and the names after them too. */
const lower = (text: string): string =>
  text.toLowerCase().replace(PRONOUN, 'I').replace(TITLE_AND_NAME, capitaliseWords);

const capitaliseWords = (words: string): string => words.replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase());
