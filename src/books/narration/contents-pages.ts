import type { Flow, FlowItem } from './flow.js';
import { leftOutByTitle } from './labels.js';

/** So many lines of links in a row are a contents list, marked or not. */
const MIN_LINKS = 5;
/** Share of a line inside links from which it is a line of links. */
const MOSTLY_LINK = 0.5;
/** Characters; a longer line that begins with a link is prose. */
const MAX_LINE = 250;

/** Leaves out lists of links to the book's own chapters that nothing marks as contents. */
export function dropContentsPages(flow: Flow): void {
  const { items } = flow;
  let from = -1;
  for (let i = 0; i <= items.length; i++) {
    const item = items[i];
    const document = items[Math.max(0, from)]?.document;
    if (item && (from < 0 || item.document === document) && (isLink(item) || (from >= 0 && isBetween(item)))) {
      if (from < 0) from = i;
    } else if (from >= 0) {
      dropRun(flow, from, i);
      from = item && isLink(item) ? i : -1;
    }
  }
}

const isLink = ({ block }: FlowItem): boolean =>
  block.text.length <= MAX_LINE && block.text !== '' && (block.linked >= MOSTLY_LINK || block.linkFirst);

const isBetween = ({ block }: FlowItem): boolean =>
  block.kind === 'break' || (block.kind !== 'heading' && block.text.length <= MAX_LINE / 4);

function dropRun(flow: Flow, from: number, to: number): void {
  const run = flow.items.slice(from, to);
  const links = run.filter(isLink).length;
  if (links < MIN_LINKS || links < run.filter(({ block }) => block.kind !== 'break').length * MOSTLY_LINK) return;
  const last = run.findLastIndex(isLink);
  const title = flow.items[from - 1];
  const hasTitle = title !== undefined && leftOutByTitle(title.block.text) === 'contents';
  flow.drop(hasTitle ? from - 1 : from, from + last + 1, 'contents', 'Contents');
}
