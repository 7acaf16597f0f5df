import { primaryLanguage } from './language.js';
import { keepsQuotes } from './sentence-quotes.js';
import {
  BEFORE_NAMES,
  BEFORE_NUMBERS,
  beginsSentence,
  ENGLISH_TAG,
  LETTERS_MAY_BE_LAST,
  MAY_BE_LAST,
  MOST_OF_A_WORD,
  NEVER_LAST,
  ORDINAL_LANGUAGES,
} from './sentence-words.js';

/**
 * Which borders of the splitter are none. For a voice a false border (a pause after "Mr.") is worse than a missed one.
 * Pure: text on the left of a border, text on its right, a language.
 */

/** A single capital after one of these names a thing, not a person. */
const NAMED_BY_LETTER =
  /(?:^|\s)(?:chapter|part|book|section|appendix|plan|vitamin|exhibit|figure|type|group|grade|class|point)\s+\p{Lu}\.$/iu;
/** Characters inside one pair of East Asian quotes that are kept together. */
const MAX_QUOTED = 600;

const OPENERS = '「『“（《〈【';
const CLOSERS = '」』”）》〉】';
const STARTS_SMALL = /^[\s"'“‘«„»›([—–-]*\p{Ll}/u;
const LAST_WORD = /([\p{L}\p{N}]+(?:\.[\p{L}\p{N}]+)*)\.["'”’“»«)\]]*$/u;
/** They say in which direction letters run, and are neither seen nor said. */
const DIRECTION_MARKS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

export function isNoBorder(left: string, right: string, language: string): boolean {
  const before = left.replace(DIRECTION_MARKS, '').trimEnd();
  const after = right.replace(DIRECTION_MARKS, '').trimStart();
  if (after === '' || before === '') return true;
  if (!/[\p{L}\p{N}]/u.test(after) || !/[\p{L}\p{N}]/u.test(before)) return true;
  if (STARTS_SMALL.test(after) || isInsideQuotes(before, language)) return true;
  if (/^[,;:)\]}]/.test(after)) return true;
  if (/^(?:[—–]|--)/.test(after) && /["”’»]$/.test(before)) return true;
  if (isTag(before, after, primaryLanguage(language))) return true;
  return isShortening(before.slice(-MOST_OF_A_WORD), after, primaryLanguage(language));
}

/** `J.-J.`, `3.Rice`, `...and`: a full stop with no space after it, in scripts that have spaces. */
export const isInsideWord = (text: string, border: number): boolean =>
  /^[.…](?:-\p{L}|[\p{Script=Latin}\p{Script=Cyrillic}\d])/u.test(text.slice(border - 1, border + 2));

/** `“Is it late?” Ann asked.`; after a full stop inside the quotes a new sentence begins. */
const isTag = (before: string, after: string, language: string): boolean =>
  language === 'en' && /[!?…—–-]["'”’»]+$/u.test(before) && ENGLISH_TAG.test(after);

function isInsideQuotes(before: string, language: string): boolean {
  const tail = before.slice(-MAX_QUOTED);
  if (!/[「『（《〈【]/.test(tail) && !(keepsQuotes(language) && tail.includes('“'))) return false;
  let depth = 0;
  for (const sign of tail) {
    if (OPENERS.includes(sign)) depth += 1;
    else if (CLOSERS.includes(sign) && depth > 0) depth -= 1;
  }
  return depth > 0;
}

function isShortening(before: string, after: string, language: string): boolean {
  const word = LAST_WORD.exec(before)?.[1];
  if (word === undefined) return false;
  const lower = word.toLowerCase();
  if (NEVER_LAST.has(lower)) return true;
  if (BEFORE_NUMBERS.has(lower) && /^[\d§]|^[ivxlc]+\b/i.test(after)) return true;
  const starts = /^\p{Lu}/u.test(after);
  if (starts && isInitial(word, before, language)) return !beginsSentence(after, language, true);
  if (starts && isTitle(word, lower, language))
    return !(MAY_BE_LAST.has(lower) && beginsSentence(after, language, true));
  if (/^\p{Script=Arabic}$/u.test(word)) return true;
  return ORDINAL_LANGUAGES.has(language) && /^\d{1,2}$/.test(word) && /^\p{L}/u.test(after);
}

/** Titles are written with a capital in English; `d.` and `M.` mean a name only in their own languages. */
function isTitle(word: string, lower: string, language: string): boolean {
  if (word === 'M') return language === 'fr';
  if (lower === 'd' || lower === 'sr' || lower === 'dn') return language === 'es' || language === 'pt';
  if (lower === 'fr' || lower === 'hr') return language === 'de' || language === 'da';
  return BEFORE_NAMES.has(lower) && (/^\p{Lu}/u.test(word) || language !== 'en');
}

/** `A. B. Smith`; an English `I.` is a person only after another initial, and the C of `14 °C.` is none. */
function isInitial(word: string, before: string, language: string): boolean {
  if (!/^(?:\p{Lu}|\p{Lu}(?:\.\p{Lu})+)$/u.test(word)) return false;
  if (NAMED_BY_LETTER.test(before) || /[°º]\s?\p{Lu}\.$/u.test(before)) return false;
  if (word.includes('.')) return !LETTERS_MAY_BE_LAST.test(before);
  return word !== 'I' || language !== 'en' || /\p{Lu}\.\s*I\.$/u.test(before);
}
