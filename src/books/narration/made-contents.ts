import { findHeadings } from '../chapter-lines/index.js';
import type { ContentsEntry, Manuscript } from '../manuscript.js';
import type { Flow, FlowItem } from './flow.js';
import { rankOf } from './ranks.js';

/** Contents with fewer usable lines than this are no help when the text has more headings. */
const MIN_ENTRIES = 2;
/** Share of a level's headings that name parts for the level below it to be the chapters. */
const MOSTLY_PARTS = 0.6;

export interface MadeContents {
  readonly entries: readonly ContentsEntry[];
  /** Where the lines come from; files say nothing of where a chapter begins. */
  readonly from: 'book' | 'headings' | 'files';
}

/** A book without contents and headings may still have lines like `CHAPTER IV`: they become headings. */
export function withFoundHeadings(manuscript: Manuscript): Manuscript {
  if (usableOf(manuscript) >= MIN_ENTRIES) return manuscript;
  const found = findHeadings(manuscript.documents.flatMap(({ blocks }) => blocks));
  let next = 0;
  const documents = manuscript.documents.map((document) => {
    const from = next;
    next += document.blocks.length;
    return { ...document, blocks: found.slice(from, next) };
  });
  return { ...manuscript, documents };
}

const usableOf = ({ contents }: Manuscript): number =>
  contents.filter(({ label, place }) => label !== '' && place !== null).length;

/** The book's own contents; when it has none worth the name, its headings; else its files. */
export function madeContents(flow: Flow, manuscript: Manuscript): MadeContents {
  const own: MadeContents = { entries: manuscript.contents, from: 'book' };
  const usable = usableOf(manuscript);
  if (usable >= MIN_ENTRIES) return own;
  const headings = headingEntries(flow);
  if (headings.length >= MIN_ENTRIES) return { entries: headings, from: 'headings' };
  if (usable > 0) return own;
  return headings.length > 0
    ? { entries: headings, from: 'headings' }
    : { entries: fileEntries(flow, manuscript), from: 'files' };
}

interface Heading {
  readonly item: FlowItem;
  readonly index: number;
}

/** Headings of the highest level that there is more than one of; with the next one below when it is parts. */
function headingEntries(flow: Flow): readonly ContentsEntry[] {
  const headings = [...flow.items.entries()]
    .map(([index, item]): Heading => ({ item, index }))
    .filter(({ item }) => isHeading(item));
  const levels = divisionLevels(headings);
  return headings
    .filter(
      ({ item, index }) => levels.includes(item.block.level) && !isHeading(flow.items[index - 1], item.block.level),
    )
    .map(({ item, index }) => ({
      label: item.block.text,
      depth: levels.indexOf(item.block.level),
      place: { document: item.document, anchor: flow.mark(index) },
    }));
}

function divisionLevels(headings: readonly Heading[]): readonly number[] {
  const levels = [...new Set(headings.map(({ item }) => item.block.level))].sort((a, b) => a - b);
  const of = (level: number): readonly Heading[] => headings.filter(({ item }) => item.block.level === level);
  const at = Math.max(
    0,
    levels.findIndex((level) => of(level).length >= MIN_ENTRIES),
  );
  const [top, next] = [levels[at], levels[at + 1]];
  if (top === undefined) return [];
  const parts = of(top).filter(({ item }) => rankOf(item.block.text) === 'part').length;
  const isParts = parts >= of(top).length * MOSTLY_PARTS && next !== undefined && of(next).length > parts;
  return isParts ? [top, next] : [top];
}

const isHeading = (item: FlowItem | undefined, level?: number): boolean =>
  item !== undefined &&
  item.fate === null &&
  item.block.kind === 'heading' &&
  (level === undefined || item.block.level === level);

/** Names of files instead of titles. */
const FILE_NAME = /\.x?html?$|^(untitled|unknown|no title)$/i;

/** Files with text, by their titles where these differ, else without a name. */
function fileEntries(flow: Flow, manuscript: Manuscript): readonly ContentsEntry[] {
  const withText = [...manuscript.documents.entries()].filter(
    ([index]) => flow.letters(flow.start(index), flow.start(index + 1)) > 0,
  );
  const titles = new Set(withText.map(([, { title }]) => title));
  const isTitled = titles.size === withText.length && ![...titles].some((title) => FILE_NAME.test(title));
  return withText.map(([document, { title }]) => ({
    label: isTitled && withText.length > 1 ? title : '',
    depth: 0,
    place: { document, anchor: null },
  }));
}
