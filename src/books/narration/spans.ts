import type { ContentsEntry, Manuscript, SourceDocument } from '../manuscript.js';
import { isBack, isFront } from '../markup/index.js';
import type { Flow } from './flow.js';

/** The run of blocks that belongs to one line of the contents. */
export interface Span {
  /** Null for what stands before the first line. */
  readonly label: string | null;
  readonly depth: number;
  readonly from: number;
  readonly to: number;
  readonly hasChildren: boolean;
  /** The contents give it a page of its own. */
  readonly hasPlace: boolean;
}

interface Cut {
  readonly label: string | null;
  readonly depth: number;
  readonly at: number;
  readonly hasChildren: boolean;
  readonly hasPlace: boolean;
}

/** Below this many letters a chapter is tiny; when most are, their parents are the chapters. */
const TINY_LETTERS = 1_200;
/** Fewer entries than this stay as they are. */
const MANY_ENTRIES = 150;
const MAX_LEVELS = 8;

/** Cuts the flow at the contents' targets, in the order of the text. */
export function spansOf(flow: Flow, manuscript: Manuscript): readonly Span[] {
  let entries: readonly ContentsEntry[] = manuscript.contents;
  for (let level = 0; level < MAX_LEVELS; level++) {
    const fewer = withoutTiny(flow, entries);
    if (fewer.length === entries.length) break;
    entries = fewer;
  }
  return toSpans(flow, [...cutsOf(flow, entries), ...untoldCuts(flow, manuscript, entries)]);
}

function cutsOf(flow: Flow, entries: readonly ContentsEntry[]): readonly Cut[] {
  let next = flow.items.length;
  const cuts: Cut[] = [];
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i];
    if (entry === undefined) continue;
    if (entry.place !== null) next = flow.indexOf(entry.place);
    cuts.push({
      label: entry.label,
      depth: entry.depth,
      at: next,
      hasChildren: (entries[i + 1]?.depth ?? 0) > entry.depth,
      hasPlace: entry.place !== null,
    });
  }
  return cuts.reverse();
}

/** Files without a line in the contents go on with the chapter before, unless they say that they are something else. */
function untoldCuts(flow: Flow, manuscript: Manuscript, entries: readonly ContentsEntry[]): readonly Cut[] {
  const told = new Set(entries.map((entry) => entry.place?.document));
  return manuscript.documents.flatMap((document, index) => {
    if (told.has(index) || !isApart(document)) return [];
    return [{ label: null, depth: 0, at: flow.start(index), hasChildren: false, hasPlace: true }];
  });
}

function isApart(document: SourceDocument): boolean {
  const first = document.blocks.find((block) => block.kind !== 'break' && block.region === null);
  const section = first?.section ?? null;
  return isFront(section) || isBack(section);
}

function toSpans(flow: Flow, cuts: readonly Cut[]): readonly Span[] {
  const sorted = cuts.toSorted((a, b) => a.at - b.at);
  const first = sorted[0];
  const all: readonly Cut[] =
    first === undefined || first.at > 0
      ? [{ label: null, depth: 0, at: 0, hasChildren: false, hasPlace: false }, ...sorted]
      : sorted;
  return all.map(({ label, depth, at, hasChildren, hasPlace }, i) => ({
    label,
    depth,
    from: at,
    to: all[i + 1]?.at ?? flow.items.length,
    hasChildren,
    hasPlace,
  }));
}

/** Takes the deepest lines out of a contents list of very many very short pieces. */
function withoutTiny(flow: Flow, entries: readonly ContentsEntry[]): readonly ContentsEntry[] {
  const deepest = Math.max(0, ...entries.slice(0, 1_000).map((entry) => entry.depth));
  if (entries.length < MANY_ENTRIES || deepest === 0) return entries;
  const spans = toSpans(flow, cutsOf(flow, entries)).filter((span) => span.depth === deepest && span.label !== null);
  const tiny = spans.filter((span) => flow.letters(span.from, span.to) < TINY_LETTERS).length;
  return tiny * 2 > spans.length ? entries.filter((entry) => entry.depth < deepest) : entries;
}
