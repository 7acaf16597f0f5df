import type { Passage } from '../book.js';
import type { FlowItem } from './flow.js';
import { holdsWords, joinTitles, plain } from './labels.js';
import { isBareNumber, rankOf } from './ranks.js';

/** Headings one under another that may be one title. */
const MAX_LINES = 4;

export interface Announcement {
  readonly title: string | null;
  /** What is said before the text; empty when nothing announces it. */
  readonly passages: readonly Passage[];
}

/** A word and its number, and a name right behind them: what stood in two lines. */
const NUMBER_AND_NAME = /^(\p{L}{3,12} (?:[IVXLC]{1,8}|\d{1,3})) (?=["“‘«]?\p{Lu})/u;

/** `Chapter I The Bertolini` is said with a stop behind the number. */
function heading(text: string): Passage {
  const number = NUMBER_AND_NAME.exec(text)?.[1];
  const isNumbered = number !== undefined && rankOf(number) !== null;
  return { kind: 'heading', text: isNumbered ? `${number}. ${text.slice(number.length + 1)}` : text };
}

/** Headings at the start of a chapter, scene breaks between them passed over. */
export const leadingHeadings = (items: readonly FlowItem[]): readonly FlowItem[] => {
  const first = items.findIndex(({ block }) => block.kind !== 'heading' && block.kind !== 'break');
  const lead = first < 0 ? items : items.slice(0, first);
  return lead.filter(({ block }) => block.kind === 'heading').slice(0, MAX_LINES);
};

/** Says a chapter's title once: by the label of the contents, or by the headings, whichever says more. */
export function announce(label: string | null, headings: readonly string[]): Announcement {
  if (label === null) {
    const title = headings.length === 0 ? null : joinTitles(headings.slice(0, 2));
    return { title, passages: headings.map(heading) };
  }
  if (headings.length === 0) return { title: label, passages: [heading(label)] };
  const found = match(plain(label), headings);
  if (found === null) return { title: label, passages: headings.map(heading) };
  const text = found.sayLabel ? label : joinTitles(headings.slice(0, found.lines));
  const rest = headings.slice(found.lines);
  const name = rest[0];
  // A number says nothing in a list of chapters; the line under it is the name.
  const isNumber = name !== undefined && isBareNumber(text) && !isBareNumber(name);
  return { title: isNumber ? joinTitles([label, name]) : label, passages: [text, ...rest].map(heading) };
}

/** How many headings the label stands for. */
function match(label: string, headings: readonly string[]): { lines: number; sayLabel: boolean } | null {
  const joined = headings.map((_, i) => plain(headings.slice(0, i + 1).join(' ')));
  const equal = joined.indexOf(label);
  if (equal >= 0) return { lines: equal + 1, sayLabel: true };
  const inLabel = joined.findLastIndex((text) => holdsWords(label, text));
  if (inLabel >= 0) return { lines: inLabel + 1, sayLabel: true };
  const inHeading = joined.findIndex((text) => holdsWords(text, label));
  return inHeading >= 0 ? { lines: inHeading + 1, sayLabel: false } : null;
}
