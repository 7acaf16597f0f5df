/** Seen by nobody, stumbled over by voices: soft hyphens, joiners, direction marks, the byte order mark, annotation signs. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]/g;
const LATIN_LIGATURES = /[\ufb00-\ufb06]/g;
/** Signs that stand for no word: note marks, ornaments, trademark signs. */
const WORDLESS = /[*†‡¶™®©•◆■●~^|\\<>{}]+/g;
/** `[[…]]` is eSpeak's own notation for phonemes. */
const DOUBLE_BRACKETS = /\[\[|\]\]/g;
const EMPHASIS = /_+/g;

/** Characters as a voice knows them. */
export const cleanCharacters = (text: string): string =>
  text
    .normalize('NFC')
    .replace(LATIN_LIGATURES, (ligature) => ligature.normalize('NFKC'))
    .replace(INVISIBLE, '')
    .replace(/\p{Cc}|\s/gu, ' ')
    .replace(DOUBLE_BRACKETS, ' ')
    .replace(EMPHASIS, (run, at: number) => (isInsideWord(text, at, run.length) ? ' ' : ''))
    .replace(WORDLESS, ' ');

/** `snake_case` is two words; `_so_` is one, emphasised. */
const isInsideWord = (text: string, at: number, length: number): boolean =>
  /[\p{L}\p{N}]/u.test(text[at - 1] ?? '') && /[\p{L}\p{N}]/u.test(text[at + length] ?? '');

/** One space between words, none before a mark, none at the ends. */
export const tidySpaces = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/ +([,.;:!?…](?:\s|$))/g, '$1')
    .replace(/— (?=[”’)\]]|"(?:\s|$))/g, '—')
    .replace(/(?<=^|\s)(["“‘([]) —/g, '$1—')
    .trim();
