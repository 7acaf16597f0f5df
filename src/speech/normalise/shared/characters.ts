/** Seen by nobody, stumbled over by voices: soft hyphens, joiners, direction marks, the byte order mark, annotation signs. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]/g;
const LATIN_LIGATURES = /[\ufb00-\ufb06]/g;
/** Signs that stand for no word: note marks, ornaments, trademark signs. */
const WORDLESS = /[*†‡¶™®©•◆■●~^|\\<>{}]+/g;
/** `[[…]]` is eSpeak's own notation for phonemes. */
const DOUBLE_BRACKETS = /\[\[|\]\]/g;
/** In a web address an underscore is a letter. */
const EMPHASIS = /https?:\/\/\S{0,2000}|_+/gi;
/** `Mr. B***`: stars that hide a name are a dash that hides it. */
const HIDING_STARS = /(?<=(?<![\p{L}\p{N}])\p{Lu})\*{2,5}/gu;

/** Most sentences hold nothing but these and single blanks, and nothing below changes them. */
const UNUSUAL = /[^A-Za-z0-9 .,;:!?'"()&‘’“”—–-]| {2}/;

/** Characters as a voice knows them. */
export const cleanCharacters = (text: string): string => (UNUSUAL.test(text) ? cleaned(text) : text);

const cleaned = (text: string): string =>
  text
    .normalize('NFC')
    .replace(LATIN_LIGATURES, (ligature) => ligature.normalize('NFKC'))
    .replace(INVISIBLE, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(HIDING_STARS, '——')
    .replace(DOUBLE_BRACKETS, ' ')
    .replace(EMPHASIS, (run, at: number, all: string) => withoutEmphasis(run, at, all))
    .replace(WORDLESS, ' ');

const withoutEmphasis = (run: string, at: number, text: string): string => {
  if (!run.startsWith('_')) return run;
  return isInsideWord(text, at, run.length) ? ' ' : '';
};

/** `snake_case` is two words; `_so_` is one, emphasised. */
const isInsideWord = (text: string, at: number, length: number): boolean =>
  /[\p{L}\p{N}]/u.test(text[at - 1] ?? '') && /[\p{L}\p{N}]/u.test(text[at + length] ?? '');

/** French and Italian quotes point outwards, German ones inwards: what they stand against decides. */
const GUILLEMETS = /( ?)([«»‹›])(?=( ?))/g;
const IS_INSIDE = /[\p{L}\p{N}]/u;
/** Stands for an opening quote until the space behind it is gone. No control character is left in a text by now. */
const OPENING = '\u0002';

/** Guillemets as the quotes every voice was taught. */
export const sayQuotes = (text: string): string =>
  text
    .replace(GUILLEMETS, (whole, before: string, sign: string, after: string, at: number) => {
      const isFreeBefore = before !== '' || at === 0;
      const isFreeAfter = after !== '' || !IS_INSIDE.test(text[at + whole.length] ?? ' ');
      const opens = isFreeBefore === isFreeAfter ? /[«‹]/.test(sign) : isFreeBefore;
      return opens ? before + OPENING : '”';
    })
    .replaceAll(`${OPENING} `, '“')
    .replaceAll(OPENING, '“');

/** One space between words, none before a mark, none at the ends. */
export const tidySpaces = (text: string): string =>
  text
    .replace(/\s{2,}|[^\S ]/g, ' ')
    .replace(/ ([,.;:!?…]["'”’)\]]{0,4}(?=[ ,.;:]|$))/g, '$1')
    .replace(/— (?=[”’)\]]|"(?:\s|$))/g, '—')
    .replace(/(?<=^|\s)(["“‘([]) —/g, '$1—')
    .trim();
