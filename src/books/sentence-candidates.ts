import { beginsSentence, MAY_BE_LAST, MOST_OF_A_WORD } from './sentence-words.js';

/** Borders that the splitter does not look for; the same law then judges them as its own. */

const CLOSING = `["”“’»«)\\]]*`;
const OPENING = `["“„«»‘—–¿¡(]*`;

/** Each match ends where a border may be; `needsStarter`: only before a word that begins sentences. */
const KINDS: readonly { readonly mark: RegExp; readonly needsStarter: boolean }[] = [
  { mark: new RegExp(`(?:…|(?<=\\S)\\.\\.\\.)${CLOSING}(?=\\s${OPENING}\\p{Lu})`, 'gu'), needsStarter: true },
  { mark: new RegExp(`[.!?…]["”“’»«]*[)\\]](?=\\s${OPENING}\\p{Lu})`, 'gu'), needsStarter: false },
  { mark: /[—–-]["”“’»«]+(?=\s["“„«»‘])/gu, needsStarter: false },
  { mark: /[—–.-]["”“’»«]+(?=\s\p{Lu})/gu, needsStarter: true },
  { mark: /[.!?](?<=[\p{L}\p{N}].)["”’»]*(?=\s(?:…|\.\.\.)\p{L})/gu, needsStarter: false },
];

/** After a shortening that may end a sentence, and after letters with stops (`U.S.`) or a degree. */
const SHORTENING = /(?<![\p{L}\p{N}.])((?:[\p{L}]\.){1,4}[\p{L}]|[\p{L}]{1,4}|\d*[°º]\s?[\p{Lu}])\.(?=\s\p{Lu})/gu;
const IS_LETTERS = /^\p{Lu}(?:\.\p{Lu})+$|[°º]/u;

/** @param text as a reader sees it @returns offsets, in no order */
export function furtherBorders(text: string, language: string): readonly number[] {
  const found: number[] = [];
  for (const { mark, needsStarter } of KINDS)
    for (const match of text.matchAll(mark)) {
      const at = match.index + match[0].length;
      if (!needsStarter || startsAt(text, at, language)) found.push(at);
    }
  for (const match of text.matchAll(SHORTENING)) {
    const word = match[1] ?? '';
    const at = match.index + match[0].length;
    if ((MAY_BE_LAST.has(word.toLowerCase()) || IS_LETTERS.test(word)) && startsAt(text, at, language)) found.push(at);
  }
  return found;
}

const startsAt = (text: string, at: number, language: string): boolean =>
  beginsSentence(text.slice(at, at + MOST_OF_A_WORD).trimStart(), language, false);
