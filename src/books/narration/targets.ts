import type { ContentsEntry } from '../manuscript.js';
import type { Flow, FlowItem } from './flow.js';
import { holdsWords, plain } from './labels.js';
import { isBareNumber } from './ranks.js';

/** Headings looked back over: a title of more lines is rare. */
const MAX_BACK = 4;

/**
 * Where each line of the contents begins, as an index into the flow; null for a line without a place.
 * A target beside the heading of the same words means the heading.
 */
export function targetsOf(flow: Flow, entries: readonly ContentsEntry[]): readonly (number | null)[] {
  const raw = entries.map((entry) => (entry.place === null ? null : foundAt(flow, entry)));
  const taken = new Set(raw);
  return raw.map((at, i) => (at === null ? null : atHeading(flow, at, plain(entries[i]?.label ?? ''), taken)));
}

/** Lines whose place cannot be found, in files that another line stands for: their text goes on with that line. */
export function withoutLost(flow: Flow, entries: readonly ContentsEntry[]): readonly ContentsEntry[] {
  const told = new Set(entries.filter((entry) => !isLost(flow, entry)).map(({ place }) => place?.document));
  return entries.filter((entry) => !isLost(flow, entry) || !told.has(entry.place?.document));
}

/** Its id does not exist, and no heading in its file says the same. */
export function isLost(flow: Flow, entry: ContentsEntry): boolean {
  const { place } = entry;
  return place !== null && place.anchor !== null && !flow.hasAnchor(place) && headingOf(flow, entry) === null;
}

const headingOf = (flow: Flow, { label, place }: ContentsEntry): number | null =>
  place === null ? null : flow.headingIn(place.document, label);

/** An id that does not exist is sought by the words of its heading, else it is the beginning of its file. */
function foundAt(flow: Flow, entry: ContentsEntry): number | null {
  const { place } = entry;
  if (place === null) return null;
  if (place.anchor === null || flow.hasAnchor(place)) return flow.indexOf(place);
  return headingOf(flow, entry) ?? flow.start(place.document);
}

function atHeading(flow: Flow, at: number, label: string, taken: ReadonlySet<number | null>): number {
  if (label === '') return at;
  const { items } = flow;
  const after = skipBreaks(items, at + 1, 1);
  const isOnText = items[at] !== undefined && items[at].block.kind !== 'heading';
  if (isOnText && isHeadingIn(items[after], items[at]) && says(items[after], label) && !taken.has(after)) return after;
  let from = at;
  for (let i = 0; i < MAX_BACK; i++) {
    const before = skipBreaks(items, from - 1, -1);
    const isTitle =
      isHeadingIn(items[before], items[at]) && !taken.has(before) && belongs(items[before], label, isOnText);
    if (!isTitle) break;
    from = before;
  }
  return from;
}

const isHeadingIn = (item: FlowItem | undefined, near: FlowItem | undefined): boolean =>
  item !== undefined && item.block.kind === 'heading' && item.document === near?.document && item.fate === null;

/** The heading and the label are the same, or one holds the other. */
function says(item: FlowItem | undefined, label: string): boolean {
  const text = plain(item?.block.text ?? '');
  return holdsWords(text, label) || holdsWords(label, text);
}

/** A line over the target is a part of its title: its words are in the label, or it is the number over the name. */
const belongs = (item: FlowItem | undefined, label: string, isOnText: boolean): boolean =>
  item !== undefined &&
  (holdsWords(label, plain(item.block.text)) || (isOnText ? says(item, label) : isBareNumber(item.block.text)));

function skipBreaks(items: readonly FlowItem[], from: number, step: 1 | -1): number {
  let at = from;
  while (items[at]?.block.kind === 'break') at += step;
  return at;
}
