import { findHeadings } from '../chapter-lines/index.js';
import { divisionLevels, dividesNothing } from '../heading-contents.js';
import type { ContentsEntry, Manuscript } from '../manuscript.js';
import type { Flow, FlowItem } from './flow.js';

/** Contents with fewer usable lines than this are no help when the text has more headings. */
const MIN_ENTRIES = 2;

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
  const headings = headingEntries(flow, manuscript.title);
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

/** Headings that divide the book. */
function headingEntries(flow: Flow, bookTitle: string): readonly ContentsEntry[] {
  const headings = [...flow.items.entries()]
    .map(([index, item]): Heading => ({ item, index }))
    .filter(({ item }) => isHeading(item) && !dividesNothing(item.block.text, bookTitle));
  const live = flow.items.filter(({ fate }) => fate === null).map(({ block }) => block);
  const divisions = divisionLevels(live, bookTitle);
  const levels =
    divisions.length > 0
      ? divisions
      : headings
          .map(({ item }) => item.block.level)
          .sort()
          .slice(0, 1);
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
