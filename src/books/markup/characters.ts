import { splitAtMarkers } from './markers.js';

/** Soft hyphen, zero-width space, word joiner, invisible operators, marks of direction, byte order mark: never spoken. */
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
/** Joiners mean something only in scripts that join. */
const JOINERS = /[\u200c\u200d]/g;
const JOINING_SCRIPT =
  /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Kannada}\p{Script=Telugu}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Oriya}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Syriac}\p{Script=Mongolian}]/u;
/** Ligatures and full-width Latin; nothing else is changed, so that superscripts and fractions stay what they are. */
const COMPATIBLE = /[\ufb00-\ufb06\uff01-\uff5e]/g;
/** Private use, controls: no voice knows them. */
const UNSPEAKABLE = /(?![\t\n\v\f\r])[\p{Cc}\p{Co}]/gu;
const FULL_WIDTH_PUNCTUATION = /[\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff5e]/;
const LETTER = /[\p{L}\p{N}]/gu;
const NOT_ASCII = /[^\u0020-\u007e\n\t\r]/;

/** A hard line break (`<br>`) inside a block, before its lines are told apart. */
export const LINE_BREAK = '\u2028';
/** Stands where a note mark was, until the brackets round it are gone too. */
export const DROPPED_MARK = '\u0000';

const CJK = '[\\u3000-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef]';
const LINE_END = /[\r\n]/;
/** In Chinese and Japanese a line end of the source is not a space. */
const CJK_LINE_END = new RegExp(`(${CJK})[ \\t]*[\\r\\n][ \\t\\r\\n]*(?=${CJK})`, 'g');

/** Takes out what is invisible, spells ligatures and full-width letters; applying it twice changes nothing. */
export function tidyCharacters(text: string): string {
  if (!NOT_ASCII.test(text)) return text;
  const visible = text.replace(INVISIBLE, '').replace(UNSPEAKABLE, '');
  const joined = JOINING_SCRIPT.test(visible) ? visible : visible.replace(JOINERS, '');
  return joined.replace(COMPATIBLE, (c) => (FULL_WIDTH_PUNCTUATION.test(c) ? c : c.normalize('NFKC')));
}

/** The same for the text of a block whose markers are still in it. */
export const tidyMarked = (text: string): string =>
  splitAtMarkers(text)
    .map((part, i) => (i % 2 === 1 ? part : tidyCharacters(part)))
    .join('');

/** White space of every width becomes one blank; the source's line ends vanish between Chinese or Japanese characters. */
export const collapseSpaces = (text: string): string =>
  (LINE_END.test(text) ? text.replace(CJK_LINE_END, '$1') : text)
    .replace(/[^\S\u2028\u2029]{2,}|[^\S \u2028\u2029]/g, ' ')
    .trim();

/** Letters and digits as they would be spoken: the measure of the conservation law. */
export const countLetters = (text: string): number => tidyCharacters(text).match(LETTER)?.length ?? 0;

export const hasLetters = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** `* * *`, `⁂`, `—`, `~`: a scene break written as text. */
export const isOrnament = (text: string): boolean =>
  /^[\s*⁂⁎✱✻❦❧☙•·●○◆◇■□~∼#=+_\-–—―.▪※]+$/u.test(text) && !/^\.{2,}$/.test(text);
