import { CONTENTS, MATTER, RANKS, type Rank } from './keywords.js';
import { numberValue } from './numbers.js';

/** Characters; a longer line is a sentence. */
const MAX_LINE = 90;
const MAX_TITLE_WORDS = 14;

/** What a line says when it may be a heading. */
export interface HeadingLine {
  readonly kind: Rank | 'number' | 'matter' | 'contents';
  /** Null for matter, contents and a name that is no number. */
  readonly value: number | null;
  /** It names the division without its title. */
  readonly isBare: boolean;
  /** Lines of one key are the same division: in the list of contents and over the text. */
  readonly key: string;
}

const NUMBERED = /^(?:the )?([\p{L}]+)[. ]\s*([\p{L}\d][\p{L}\d-]*)\s*(.*)$/iu;
const ORDINAL_FIRST = /^(?:the )?([\p{L}-]+|\d{1,3}\.?|[ivxlc]+\.) ([\p{L}]+)\s*([.:—–-].*)?$/iu;
const NUMBER_ALONE = /^(?:[[(]?)(\d{1,3}|[IVXLC]{1,9})[\])]?[.:]?$/;
const NUMBER_WITH_TITLE = /^(\d{1,3}|[IVXLC]{1,9})(?:[.:)]|\s*[—–-])\s*(\p{L}.*|["“«‘].*)$/u;
const EAST_ASIAN = /^第\s*([\d〇一二三四五六七八九十百千]{1,6})\s*([章回節节部卷編编話话])\s*(.{0,40})$/u;
/** `Title ........ 12`: the dots and the page of a contents line. */
const LEADERS = /\s*(\.\s?){3,}\s*[\divxlc]{0,5}$|\s{2,}\d{1,4}$/i;

/** What a whole line is as a heading, in a dozen languages; null for what is none. */
export function headingLine(line: string): HeadingLine | null {
  if (line.length > MAX_LINE * 2) return null;
  const text = line
    .replace(LEADERS, '')
    .replace(/\s+/g, ' ')
    .replace(/^[_*=]+|[_*=]+$/g, '')
    .trim();
  if (text === '' || text.length > MAX_LINE) return null;
  if (CONTENTS.test(text)) return { kind: 'contents', value: null, isBare: true, key: 'contents' };
  if (MATTER.test(text)) return { kind: 'matter', value: null, isBare: true, key: text.toLowerCase() };
  return eastAsian(text) ?? keyword(text) ?? ordinalFirst(text) ?? numbered(text);
}

function eastAsian(text: string): HeadingLine | null {
  const [, number, unit = '', title = ''] = EAST_ASIAN.exec(text) ?? [];
  if (number === undefined) return null;
  const kind = /[部卷編编]/u.test(unit) ? 'part' : 'chapter';
  return { kind, value: null, isBare: title === '', key: `${kind} ${number}` };
}

/** `CHAPTER IV`, `Chapter Four. A Title`, `Глава первая`. */
function keyword(text: string): HeadingLine | null {
  const [, word = '', number = '', rest = ''] = NUMBERED.exec(text) ?? [];
  const kind = RANKS.get(word.toLowerCase());
  if (kind === undefined) return null;
  const value = numberValue(number);
  const isName = value === null && rest === '' && isCapital(word) && isCapital(number);
  if (value === null && !isName) return null;
  if (!isTitle(rest, true)) return null;
  const title = rest.replace(/^[\s.:,;—–-]+/, '');
  return { kind, value, isBare: title === '', key: `${kind} ${value ?? number.toLowerCase()}` };
}

/** `Erstes Kapitel`, `Première partie`, `II. fejezet`, `The First Book`. */
function ordinalFirst(text: string): HeadingLine | null {
  const [, number = '', word = '', rest = ''] = ORDINAL_FIRST.exec(text) ?? [];
  const kind = RANKS.get(word.toLowerCase());
  const value = numberValue(number.replace(/\.$/, ''));
  if (kind === undefined || value === null || !(isCapital(number) || isCapital(word))) return null;
  if (!isTitle(rest, true)) return null;
  return { kind, value, isBare: rest.replace(/[\s.:—–-]/g, '') === '', key: `${kind} ${value}` };
}

/** `IV`, `4.`, `IV. A TITLE`. */
function numbered(text: string): HeadingLine | null {
  const alone = NUMBER_ALONE.exec(text)?.[1];
  if (alone !== undefined) {
    const value = numberValue(alone);
    return value === null ? null : { kind: 'number', value, isBare: true, key: `number ${value}` };
  }
  const [, number = '', title = ''] = NUMBER_WITH_TITLE.exec(text) ?? [];
  const value = numberValue(number);
  if (value === null || !isTitle(title, false)) return null;
  return { kind: 'number', value, isBare: false, key: `number ${value}` };
}

const isCapital = (word: string): boolean => /^[\p{Lu}\p{Lo}\d]/u.test(word);

/** What follows a number as a title: begins large, has no sentence's end in the middle, does not go on. */
function isTitle(rest: string, isNamed: boolean): boolean {
  if (rest === '') return true;
  const title = rest.replace(/^[\s.:,;—–-]+/, '');
  if (title === '') return true;
  if (isNamed && !/^[.:,;—–-]|^\s*["“«‘(\p{Lu}\p{Lo}]/u.test(rest)) return false;
  const begins = /^["“«‘(\d\p{Lu}\p{Lo}]/u.test(title);
  return (
    begins &&
    !/[,;:]$/.test(title) &&
    title.split(' ').length <= MAX_TITLE_WORDS &&
    !/\p{Ll}{2}[.!?] \p{L}/u.test(title)
  );
}
