import { primaryLanguage } from './language.js';

/**
 * Which borders of the splitter are none. For a voice a false border (a pause after "Mr.") is worse than a missed one.
 * Pure: text on the left of a border, text on its right, a language.
 */

/** Shortenings that stand before a name or before more of the sentence, in any language that writes them so. */
const BEFORE_NAMES = new Set(
  `mr mrs ms messrs mme mmes mlle mm dr drs prof profs rev revd hon capt cpt col gen lt sgt maj cmdr adm gov sen rep pres
  st ste mt ft fr sr sra srta dn dña d hr frl herrn univ abg ing dott sig sigg sigra onor avv arch mons mgr bros jun esp
  св гг г им ул тов проф акад`.split(/\s+/),
);
const NEVER_LAST = new Set(
  `vs cf viz al eg ie e.g i.e resp bzw ca approx z.b d.h u.a o.ä p.ex par.ex p.ej т.е т.к напр`.split(/\s+/),
);
const BEFORE_NUMBERS = new Set(
  'no nos nr nrs vol vols p pp ch chap fig figs art bd s sec sect par op n num núm стр рис т'.split(' '),
);
/** A single capital after one of these names a thing, not a person. */
const NAMED_BY_LETTER =
  /(?:^|\s)(?:chapter|part|book|section|appendix|plan|vitamin|exhibit|figure|type|group|grade|class|point)\s+\p{Lu}\.$/iu;
const ORDINAL_LANGUAGES = new Set([
  'de',
  'da',
  'no',
  'nb',
  'nn',
  'fi',
  'cs',
  'sk',
  'hu',
  'pl',
  'hr',
  'sl',
  'et',
  'lv',
  'tr',
]);
/** Characters inside one pair of East Asian quotes that are kept together. */
const MAX_QUOTED = 600;

const OPENERS = '「『“（《〈【';
const CLOSERS = '」』”）》〉】';
const STARTS_SMALL = /^[\s"'“‘«„([—–-]*\p{Ll}/u;
const LAST_WORD = /([\p{L}\p{N}]+(?:\.[\p{L}\p{N}]+)*)\.["'”’»)\]]*$/u;

export function isNoBorder(left: string, right: string, language: string): boolean {
  const before = left.trimEnd();
  const after = right.trimStart();
  if (after === '' || before === '') return true;
  if (!/[\p{L}\p{N}]/u.test(after) || !/[\p{L}\p{N}]/u.test(before)) return true;
  if (goesOnSmall(before, after) || isInsideQuotes(before)) return true;
  if (/^(?:[—–]|--)/.test(after) && /["”’»]$/.test(before)) return true;
  return isShortening(before, after, primaryLanguage(language));
}

/** `“Stop!” cried he`: a sentence does not begin with a small letter; but after a full stop and a quote that opens it may. */
const goesOnSmall = (before: string, after: string): boolean =>
  STARTS_SMALL.test(after) && !(/[.!?]["”’»]?$/.test(before) && /^[—–-]\s/.test(after));

function isInsideQuotes(before: string): boolean {
  const tail = before.slice(-MAX_QUOTED);
  if (!/[「『（《〈【]/.test(tail)) return false;
  let depth = 0;
  for (const sign of tail) {
    if (OPENERS.includes(sign)) depth += 1;
    else if (CLOSERS.includes(sign) && depth > 0) depth -= 1;
  }
  return depth > 0;
}

function isShortening(before: string, after: string, language: string): boolean {
  if (!before.endsWith('.')) return false;
  const word = LAST_WORD.exec(before)?.[1];
  if (word === undefined) return false;
  const lower = word.toLowerCase();
  if (NEVER_LAST.has(lower)) return true;
  if (BEFORE_NUMBERS.has(lower) && /^[\d§]|^[ivxlc]+\b/i.test(after)) return true;
  if (/^\p{Lu}/u.test(after) && (isTitle(word, lower, language) || isInitial(word, before, language))) return true;
  return ORDINAL_LANGUAGES.has(language) && /^\d{1,2}$/.test(word) && /^\p{L}/u.test(after);
}

/** Titles are written with a capital in English; `d.` and `M.` mean a name only in their own languages. */
function isTitle(word: string, lower: string, language: string): boolean {
  if (word === 'M') return language === 'fr';
  if (lower === 'd' || lower === 'sr' || lower === 'dn') return language === 'es' || language === 'pt';
  if (lower === 'fr' || lower === 'hr') return language === 'de' || language === 'da';
  return BEFORE_NAMES.has(lower) && (/^\p{Lu}/u.test(word) || language !== 'en');
}

/** `A. B. Smith`; an English `I.` is a person only after another initial. */
function isInitial(word: string, before: string, language: string): boolean {
  if (!/^(?:\p{Lu}|\p{Lu}(?:\.\p{Lu})+)$/u.test(word)) return false;
  if (NAMED_BY_LETTER.test(before)) return false;
  if (word.includes('.')) return !/\b(?:U\.S(?:\.A)?|a\.m|p\.m|P\.M|A\.M|B\.C|A\.D|D\.C)\.$/.test(before);
  return word !== 'I' || language !== 'en' || /\p{Lu}\.\s*I\.$/u.test(before);
}

/** Opening quotes and brackets at the end of a piece that belong to the sentence after; an apostrophe may be one (`’Tis`). */
export function openersAtEnd(piece: string, next: string): number {
  const match = /(?<=\s)(?:[“‘«„([]+\s*|["'’]+)$/u.exec(piece);
  return match === null || (/["'’]$/.test(piece) && !/^\S/.test(next)) ? 0 : match[0].length;
}

/** Closing quotes and brackets at the start of the next piece that belong to the sentence before. */
export function closersAt(text: string): number {
  const match = /^[”’»"')\]」』）]+(?=\s|$)/u.exec(text);
  return match === null ? 0 : match[0].length;
}
