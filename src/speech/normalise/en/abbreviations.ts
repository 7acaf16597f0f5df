import { capitalise, type Groups, replaceSpoken } from '../shared/index.js';
import { AFTER_NUMBER, ANYWHERE, BEFORE_NUMBER, DOTTED_TITLES, STREETS, TITLES } from './abbreviation-table.js';

const oneOf = (table: Readonly<Record<string, unknown>>): string =>
  Object.keys(table)
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replaceAll('.', '\\.\\s?').replaceAll(' ', ''))
    .join('|');

const NEXT_IS_CAPITAL = `(?=\\s+(?:(?:and|or)\\s+)?["'“‘]?\\p{Lu})`;
const TITLE = new RegExp(`\\b(${oneOf(TITLES)})\\.?${NEXT_IS_CAPITAL}`, 'gu');
const DOTTED_TITLE = new RegExp(`\\b(${oneOf(DOTTED_TITLES)})\\.${NEXT_IS_CAPITAL}`, 'gu');
const STREET = new RegExp(`(?<=\\p{Lu}\\p{L}+ )(${oneOf(STREETS)})\\.(?!\\s+\\p{Lu})`, 'gu');
const NUMBERED = new RegExp(`\\b(${oneOf(BEFORE_NUMBER)})\\.(\\s*)(?=\\d)`, 'giu');
const UNIT = new RegExp(`(?<=(^|[^\\d.,])([\\d.,]*\\d)\\s?)\\b(${oneOf(AFTER_NUMBER)})\\b(\\.?)`, 'gu');
const INCHES = /(?<=\b(?:feet|foot) \d+) in\./g;
const AND_SO_ON = /&c\./g;
const EVERYWHERE = new RegExp(`(?<![\\p{L}.])(${oneOf(ANYWHERE)})\\.(?!\\p{L})`, 'gu');

/** Abbreviations in full, so that their dots end no sentence. */
export function sayAbbreviations(text: string): string {
  const steps: readonly (readonly [RegExp, (groups: Groups) => string | null])[] = [
    [AND_SO_ON, () => 'etc.'],
    [STREET, ([, word = '']) => STREETS[word] ?? null],
    [TITLE, ([, word = '']) => TITLES[word] ?? null],
    [DOTTED_TITLE, ([, word = '']) => DOTTED_TITLES[word] ?? null],
    [NUMBERED, ([, word = '', space = '']) => numbered(word, space)],
    [UNIT, ([, , amount = '', unit = '']) => ` ${AFTER_NUMBER[unit]?.[amount === '1' ? 0 : 1] ?? unit}`],
    [INCHES, () => ' inches'],
    [EVERYWHERE, ([, word = '']) => ANYWHERE[word.replace(/\s/g, '')] ?? ANYWHERE[word] ?? null],
  ];
  return steps.reduce((said, [pattern, say]) => keepLastDot(said, pattern, say), text);
}

/** The dot of an abbreviation at the very end is the sentence's too. */
function keepLastDot(text: string, pattern: RegExp, say: (groups: Groups) => string | null): string {
  const said = replaceSpoken(text, pattern, say);
  const ended = /\.["'”’)\]]*$/u.test(text);
  return ended && !/[.!?…]["'”’)\]]*$/u.test(said) ? said.replace(/["'”’)\]]*$/u, (quotes) => `.${quotes}`) : said;
}

function numbered(word: string, space: string): string | null {
  const key = Object.keys(BEFORE_NUMBER).find((known) => known.toLowerCase() === word.toLowerCase());
  const said = key === undefined ? undefined : BEFORE_NUMBER[key];
  if (said === undefined) return null;
  return (/^\p{Lu}/u.test(word) ? capitalise(said) : said) + (space === '' ? ' ' : space);
}
