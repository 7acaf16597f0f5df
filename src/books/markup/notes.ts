import { DROPPED_MARK } from './characters.js';
import { ANY_MARKER, onlyMarkers, withoutMarkers } from './markers.js';

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
  const mark = withoutMarkers(text).trim();
  if (text.includes(DROPPED_MARK)) return ONLY_BRACKETS.test(mark.replaceAll(DROPPED_MARK, ''));
  if (/^[*†‡§¶]{1,3}$/u.test(mark)) return true;
  return /^[[(]?\d{1,3}[\])]?$/.test(mark) && !/\d$/.test(before);
}

/** `10<sup>2</sup>`, `5 km<sup>2</sup>`: a power, not the number of a note. */
export const isExponent = (text: string, before: string): boolean =>
  /^\s*[-−–]?\d{1,4}\s*$/.test(text) && (/\d$/.test(before) || UNIT.test(before));

const UNIT = /(?:\d|\bper)\s?(?:[kcmdµn]?m|ft|in|yd|mi|s)$/;
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `10<sup>2</sup>` must not become 102. */
export const superscript = (digits: string): string =>
  digits.replace(/[-−–]/, '⁻').replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? digit);

const DROPPED = `(?:${DROPPED_MARK}${ANY_MARKER}*)`;
const MARK_IN_BRACKETS = new RegExp(`[ \\u00a0]?[[({]\\s*(?:${DROPPED}[\\s,;]*)+[\\])}]`, 'gu');
/** Blanks before a mark that go with it. */
const MOST_BLANKS = 8;
const MARKS = new RegExp(`[ \\u00a0]{0,${MOST_BLANKS}}${DROPPED}+(?=\\s|$|[.,;:!?)\\]”’»])|${DROPPED}+`, 'gu');
/** The bracket is looked for first: before it may stand any number of markers. */
const NUMBER_IN_BRACKETS = new RegExp(
  `[ \\u00a0]?\\[(\\d{1,3})\\](?<=[\\p{L}\\p{P}]${ANY_MARKER}*[ \\u00a0]?\\[\\d{1,3}\\])`,
  'gu',
);

/** Takes out the places where note marks were, with the brackets round them; their markers stay. */
export const closeGaps = (raw: string): string =>
  raw.includes(DROPPED_MARK) ? raw.replace(MARK_IN_BRACKETS, onlyMarkers).replace(MARKS, onlyMarkers) : raw;

/**
 * Note marks that are plain text: `word.[12]`.
 * @param sign gives what stands in the text for a mark with this label
 */
export function takeBracketedNumbers(
  text: string,
  sign: (label: string) => string,
): { readonly text: string; readonly taken: readonly string[] } {
  if (!text.includes('[')) return { text, taken: [] };
  const taken: string[] = [];
  const rest = text.replace(NUMBER_IN_BRACKETS, (mark, label: string) => {
    taken.push(mark);
    return sign(label);
  });
  return { text: rest, taken };
}

/** A note's number or sign without brackets. */
export const noteLabel = (text: string): string => text.replace(/[\s[\](){}.]/g, '');
