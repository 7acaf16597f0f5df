import type { ContentsEntry, Manuscript } from '../manuscript.js';
import type { Flow, FlowItem } from './flow.js';

/** Contents with fewer usable lines than this are no help when the text has more headings. */
const MIN_ENTRIES = 2;

/** The book's own contents; when it has none worth the name, its headings; else its files. */
export function madeContents(flow: Flow, manuscript: Manuscript): readonly ContentsEntry[] {
  const usable = manuscript.contents.filter((entry) => entry.place !== null);
  if (usable.length >= MIN_ENTRIES) return manuscript.contents;
  const headings = headingEntries(flow);
  if (headings.length >= MIN_ENTRIES) return headings;
  if (usable.length > 0) return manuscript.contents;
  return headings.length > 0 ? headings : fileEntries(flow, manuscript);
}

/** The headings of the highest level that there is more than one of. */
function headingEntries(flow: Flow): readonly ContentsEntry[] {
  const headings = flow.items.map((item, index) => ({ item, index })).filter(({ item }) => isHeading(item));
  const levels = [...new Set(headings.map(({ item }) => item.block.level))].sort();
  const level =
    levels.find((l) => headings.filter(({ item }) => item.block.level === l).length >= MIN_ENTRIES) ?? levels[0];
  return headings
    .filter(({ item, index }) => item.block.level === level && !isHeading(flow.items[index - 1], level))
    .map(({ item, index }) => entry(item.block.text, item.document, flow.mark(index)));
}

const isHeading = (item: FlowItem | undefined, level?: number): boolean =>
  item !== undefined &&
  item.fate === null &&
  item.block.kind === 'heading' &&
  (level === undefined || item.block.level === level);

/** Files with text, by their titles where these differ, else by number. */
function fileEntries(flow: Flow, manuscript: Manuscript): readonly ContentsEntry[] {
  const withText = manuscript.documents
    .map((document, index) => ({ title: document.title, index }))
    .filter(({ index }) => flow.letters(flow.start(index), flow.start(index + 1)) > 0);
  const differ = new Set(withText.map(({ title }) => title)).size === withText.length;
  return withText.map(({ title, index }, i) => entry(differ && title ? title : `Chapter ${i + 1}`, index, null));
}

const entry = (label: string, document: number, anchor: string | null): ContentsEntry => ({
  label,
  depth: 0,
  place: { document, anchor },
});
