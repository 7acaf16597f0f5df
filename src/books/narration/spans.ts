import type { ContentsEntry, DocumentText, Manuscript } from '../manuscript.js';
import { isBack, isFront } from '../markup/index.js';
import type { Flow } from './flow.js';
import { leftOutByTitle, plain } from './labels.js';
import { targetsOf } from './targets.js';

/** The run of blocks that belongs to one line of the contents. */
export interface Span {
  /** Null for what the contents do not name. */
  readonly label: string | null;
  /** Index of its line in the contents; -1 when it has none. */
  readonly entry: number;
  /** Line of the contents that this one stands under; -1 for none. */
  readonly parent: number;
  readonly depth: number;
  readonly from: number;
  readonly to: number;
  /** The contents give it a page of its own. */
  readonly hasPlace: boolean;
}

type Cut = Omit<Span, 'from' | 'to'> & { readonly at: number };

const UNNAMED = { label: null, entry: -1, parent: -1, depth: 0 } as const;

/** Letters; so much text in a file after a title page or a contents page is a page of its own. */
const OWN_PAGE_LETTERS = 200;

/** Cuts the flow at the contents' targets, in the order of the text. */
export function spansOf(flow: Flow, manuscript: Manuscript): readonly Span[] {
  return toSpans(flow, [...cutsOf(flow, manuscript.contents), ...untoldCuts(flow, manuscript)]);
}

function cutsOf(flow: Flow, entries: readonly ContentsEntry[]): readonly Cut[] {
  const targets = targetsOf(flow, entries);
  const parents = parentsOf(entries);
  let next = flow.items.length;
  const cuts: Cut[] = [];
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i];
    if (entry === undefined) continue;
    next = targets[i] ?? next;
    cuts.push({
      label: plain(entry.label) === '' ? null : entry.label,
      entry: i,
      parent: parents[i] ?? -1,
      depth: entry.depth,
      at: next,
      hasPlace: entry.place !== null,
    });
  }
  return cuts.reverse();
}

/** For every line the last line before it that stands further left. */
function parentsOf(entries: readonly ContentsEntry[]): readonly number[] {
  const open: { readonly index: number; readonly depth: number }[] = [];
  return entries.map(({ depth }, index) => {
    while ((open.at(-1)?.depth ?? -1) >= depth) open.pop();
    const parent = open.at(-1)?.index ?? -1;
    open.push({ index, depth });
    return parent;
  });
}

/**
 * Files without a line in the contents go on with the chapter before, unless they say that they are something else
 * or follow a page that is not narrated.
 */
function untoldCuts(flow: Flow, { documents, contents }: Manuscript): readonly Cut[] {
  const labels = new Map<number, string>();
  for (const { label, place } of contents) if (place !== null) labels.set(place.document, label);
  let isAfterPage = false;
  return documents.flatMap((document, index) => {
    const label = labels.get(index);
    if (label !== undefined) {
      isAfterPage = isFrontPage(label);
      return [];
    }
    const isOwn = isAfterPage && flow.letters(flow.start(index), flow.start(index + 1)) >= OWN_PAGE_LETTERS;
    if (!isOwn && !isApart(document)) return [];
    isAfterPage = false;
    return [{ ...UNNAMED, at: flow.start(index), hasPlace: true }];
  });
}

const isFrontPage = (label: string): boolean =>
  ['cover', 'title-page', 'contents', 'copyright'].includes(leftOutByTitle(label) ?? '');

function isApart(document: DocumentText): boolean {
  const first = document.blocks.find((block) => block.kind !== 'break' && block.region === null);
  const section = first?.section ?? null;
  return isFront(section) || isBack(section);
}

function toSpans(flow: Flow, cuts: readonly Cut[]): readonly Span[] {
  const sorted = cuts.toSorted((a, b) => a.at - b.at);
  const isCovered = sorted[0]?.at === 0;
  const all = isCovered ? sorted : [{ ...UNNAMED, at: 0, hasPlace: false }, ...sorted];
  return all.map(({ at, ...cut }, i) => ({ ...cut, from: at, to: all[i + 1]?.at ?? flow.items.length }));
}
