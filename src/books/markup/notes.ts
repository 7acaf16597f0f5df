import { DROPPED_MARK } from './characters.js';

/** What an anchor's text says when it is a note mark: `[1]`, `12`, `*`, `†`, `a`. */
const NUMBER_MARK = /^[[({]?\s*(\d{1,4}|[*†‡§¶#]{1,3})\s*[\])}]?$/u;
const LETTER_MARK = /^[[({]?\s*[a-z]\s*[\])}]?$/;
const BRACKETED = /^[[({].*[\])}]$/;
const BACK_ARROW = /^[\s[({]*(?:↩|↑|⏎|⤴|↵|↲|\^|«|←)+\uFE0E?[\s\])}]*$/u;
const ONLY_BRACKETS = /^[\s[\](){},;]*$/;

export interface LinkContext {
  readonly href: string;
  readonly text: string;
  /** There is text before it in its block. */
  readonly follows: boolean;
  readonly inHeading: boolean;
  /** In a list or a table, where numbers are often the thing itself. */
  readonly inList: boolean;
  readonly raised: boolean;
}

export const isBackLink = (link: Pick<LinkContext, 'href' | 'text'>): boolean =>
  link.href.includes('#') && BACK_ARROW.test(link.text);

/** Whether an unmarked link is a note mark, by its looks. */
export function looksLikeNoteMark(link: LinkContext): boolean {
  const text = link.text.trim();
  if (!link.href.includes('#')) return false;
  const bracketed = link.raised || BRACKETED.test(text);
  if (!link.follows && !bracketed) return false;
  if (NUMBER_MARK.test(text)) return bracketed || !(link.inList || link.inHeading);
  return LETTER_MARK.test(text) && (bracketed || !link.inHeading) && (bracketed || !link.inList);
}

/** Whether raised text is a note mark: a number after a word or a stop, or signs. */
export function isRaisedNoteMark(text: string, before: string): boolean {
  const mark = text.trim();
  if (text.includes(DROPPED_MARK)) return ONLY_BRACKETS.test(mark.replaceAll(DROPPED_MARK, ''));
  if (/^[*†‡§¶]{1,3}$/u.test(mark)) return true;
  return /^[[(]?\d{1,3}[\])]?$/.test(mark) && !/\d$/.test(before);
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `10<sup>2</sup>` must not become 102. */
export const superscript = (digits: string): string =>
  digits.replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? digit);

const MARK_IN_BRACKETS = new RegExp(`[ \\u00a0]?[[({]\\s*(?:${DROPPED_MARK}[\\s,;]*)+[\\])}]`, 'g');
const MARKS = new RegExp(`[ \\u00a0]*${DROPPED_MARK}+(?=\\s|$|[.,;:!?)\\]”’»])|${DROPPED_MARK}+`, 'g');
const NUMBER_IN_BRACKETS = /(?<=[\p{L}\p{P}])[ \u00a0]?\[\d{1,3}\]/gu;

/** Takes out the places where note marks were, with the brackets round them. */
export const closeGaps = (raw: string): string =>
  raw.includes(DROPPED_MARK) ? raw.replace(MARK_IN_BRACKETS, '').replace(MARKS, '') : raw;

/** Note marks that are plain text: `word.[12]`. */
export function takeBracketedNumbers(text: string): { readonly text: string; readonly taken: readonly string[] } {
  if (!text.includes('[')) return { text, taken: [] };
  const taken: string[] = [];
  const rest = text.replace(NUMBER_IN_BRACKETS, (mark) => {
    taken.push(mark);
    return '';
  });
  return { text: rest, taken };
}
