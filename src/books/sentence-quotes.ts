import { primaryLanguage } from './language.js';

/**
 * Quotes round sentences. The splitter keeps everything between two quotes together, however many sentences are said
 * there; so it is shown the text without them, and a border moves behind the quotes that close at it.
 */

/** Every kind of quote; of apostrophes those that do not stand inside a word. */
const QUOTES = /["“”„‟«»‹›‘‚「」『』（）《》〈〉【】]|(?<![\p{L}\p{N}])['’]|['’](?![\p{L}\p{N}])/gu;

/** The text with a space for each quote, so that every offset stays. */
export const withoutQuotes = (text: string): string => text.replace(QUOTES, ' ');

/** Their sentences go on behind a quote without a sign that tells: `「帰る。」と言った`. Nothing ends inside one or at one. */
const GO_ON_BEHIND_QUOTES = new Set(['ja', 'zh', 'yue']);

export const keepsQuotes = (language: string): boolean => GO_ON_BEHIND_QUOTES.has(primaryLanguage(language));

/** Quotes and brackets in a row that are looked at behind a border. */
const MOST_SIGNS = 12;

const CLOSERS = /^(?:\s?[—–](?=[”"»])|[.!?…]*[”“»«"'’‘›‹)\]」』）]*(?=[\s,;:.!?—–]|$)|\s[»›](?=[\s,;:.!?]|$))+/u;

/** Characters after a border that still belong to the sentence before it: marks, closing quotes and brackets. */
export function closersAt(text: string, border: number): number {
  return CLOSERS.exec(text.slice(border, border + MOST_SIGNS))?.[0].length ?? 0;
}

/** Characters of opening brackets at the end of a piece; they belong to the sentence after it. */
export function openersAtEnd(piece: string): number {
  return /(?<=\s)[([]+$/u.exec(piece.slice(-MOST_SIGNS))?.[0].length ?? 0;
}
