import { capitalise, type Groups, replaceSpoken, romanValue } from '../shared/index.js';
import { numberWords, ordinalWords } from './words.js';

/** Words after which a Roman numeral counts something. */
const DIVISIONS =
  'chapter|chap\\.|book|part|volume|vol\\.|act|scene|canto|section|sect\\.|letter|stave|lecture|appendix|plate|figure|fig\\.|' +
  'article|number|no\\.|psalm|verse|stanza|sonnet|phase|war|class|type|episode|lesson|note|table|epilogue|grade';
/** Names of rulers and popes: after them a numeral is an ordinal. */
const RULERS =
  'Alexander|Alfonso|Benedict|Boniface|Carl|Catherine|Charles|Christian|Clement|Constantine|Darius|David|Edward|Elizabeth|' +
  'Eric|Ferdinand|Francis|Frederick|Friedrich|George|Gregory|Gustav|Gustavus|Harald|Henri|Henry|Innocent|Isabella|Ivan|' +
  'James|Joseph|Julius|Karl|Leo|Leopold|Louis|Ludwig|Mary|Maximilian|Mehmed|Napoleon|Nicholas|Olaf|Otto|Paul|' +
  'Pedro|Peter|Philip|Pius|Ptolemy|Rameses|Ramses|Richard|Robert|Rudolf|Sigismund|Sixtus|Suleiman|Urban|Victor|Wilhelm|William';

const AFTER_DIVISION = new RegExp(`\\b((?:${DIVISIONS})s?)(\\s+)([IVXLCDM]+|[ivxlc]{2,})\\b(?!['’]\\p{L})`, 'giu');
/** "Parts I and II", "Chapters IV–VI": the numerals after the first. */
const FOLLOWING =
  /\b((?:chapters|books|parts|volumes|acts|scenes|sections|letters|numbers|verses|plates|figures)\s+[A-Za-z-]+)(\s+(?:and|to|or|&)\s+|\s*[–—-]\s*)([IVXLCDM]+)\b/giu;
/** A lone letter after a ruler's name may be an initial ("George V. Smith") or a pronoun ("George I am told"). */
const NO_INITIAL = '(?!\\.?\\s+\\p{Lu})';
const NO_PRONOUN = `(?=[,;:!?)—]|\\.|['’]s\\b|$| (?:of|was|had|who|reigned|ruled)\\b)`;
const AFTER_RULER = new RegExp(
  `\\b(${RULERS}|${RULERS.toUpperCase()})(\\s+)([IVXLCDM]{2,}\\b|[VX]\\b${NO_INITIAL}|I\\b${NO_INITIAL}${NO_PRONOUN})`,
  'gu',
);
/** A heading of nothing but a numeral, or one that begins with a numeral of two letters or more. */
const ALONE = /^([IVXLCDM]+)(\.?)$/g;
const LEADING = /^([IVXLCDM]{2,})([.:](?=\s)|\s*[—–]\s*)(?=\s*["'“‘]?\p{Lu})/gu;
const LEADING_IN_CAPITALS = /^([IVXLCDM]+)([.:](?=\s)|\s*[—–]\s*)/g;

/** Roman numerals where they surely are numerals; a lone capital I elsewhere is a person speaking. */
export function sayRomanNumerals(text: string): string {
  const inCapitals = !/\p{Ll}/u.test(text);
  const steps: readonly (readonly [RegExp, (groups: Groups) => string | null])[] = [
    [AFTER_DIVISION, sayAfterDivision],
    [FOLLOWING, sayFollowing],
    [ALONE, ([, numeral = '', mark = '']) => ended(cardinal(numeral), mark)],
    [inCapitals ? LEADING_IN_CAPITALS : LEADING, ([, numeral = '', mark = '']) => ended(cardinal(numeral), mark, '. ')],
    [AFTER_RULER, sayAfterRuler],
  ];
  const casing = (words: string | null): string | null => (inCapitals && words !== null ? words.toUpperCase() : words);
  return steps.reduce(
    // A numeral that is the whole text stays a word: capitals that short are not lowered later.
    (said, [pattern, say]) => replaceSpoken(said, pattern, pattern === ALONE ? say : (groups) => casing(say(groups))),
    text,
  );
}

function cardinal(numeral: string): string | null {
  const value = romanValue(numeral);
  return value === null ? null : numberWords(String(value), 'american');
}

/** With what ends it: its own full stop or colon, or the one that stands for a dash. */
const ended = (words: string | null, mark: string, forDash = ''): string | null =>
  words === null ? null : capitalise(words) + (mark === '' || mark === ':' || mark === '.' ? mark : forDash);

/** "the part I played": a lone letter counts only after a word with a capital. */
function sayAfterDivision([, division = '', space = '', numeral = '']: Groups): string | null {
  const words = numeral.length === 1 && !/^\p{Lu}/u.test(division) ? null : cardinal(numeral);
  return words === null ? null : division + space + words;
}

function sayFollowing([, first = '', between = '', numeral = '']: Groups): string | null {
  const words = cardinal(numeral);
  return words === null ? null : first + (/[–—-]/.test(between) ? ' to ' : between) + words;
}

function sayAfterRuler([, name = '', space = '', numeral = '']: Groups): string | null {
  const value = romanValue(numeral);
  return value === null ? null : `${name}${space}the ${capitalise(ordinalWords(String(value)))}`;
}
