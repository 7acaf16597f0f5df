import type { ChapterKind, DropReason } from '../book.js';
import type { Landmark, Manuscript, Section } from '../manuscript.js';
import { dropReasonOf, isBack, isFront, sectionOf } from '../markup/index.js';
import type { Flow, FlowItem } from './flow.js';
import { kindByTitle, leftOutByTitle, plain } from './labels.js';
import type { Span } from './spans.js';

/** A title or a guide never takes away more than this share of a book: it would be a mistake. */
const MAX_SHARE = 0.3;
/** Letters; a page before the text with less than this beside its headings is a title page or a half title. */
const TITLE_PAGE_LETTERS = 200;
/** Reasons that only short texts can have. */
const SHORT: ReadonlyMap<DropReason, number> = new Map([
  ['cover', 1_500],
  ['title-page', 1_500],
  ['copyright', 30_000],
]);

export const spoken = (items: readonly FlowItem[]): readonly FlowItem[] =>
  items.filter((item) => item.fate === null && item.block.kind !== 'break');

/** Letters of a span beside its headings. */
export const bodyLetters = (items: readonly FlowItem[]): number =>
  spoken(items).reduce((sum, { block, letters }) => sum + (block.kind === 'heading' ? 0 : letters), 0);

/** Where guide and landmarks say something, by the index of the block they point at. */
export function landmarkTypes(flow: Flow, landmarks: readonly Landmark[]): ReadonlyMap<number, readonly string[]> {
  const types = new Map<number, string[]>();
  for (const { type, place } of landmarks) {
    const at = flow.indexOf(place);
    types.set(at, [...(types.get(at) ?? []), ...type.toLowerCase().split(/\s+/)]);
  }
  return types;
}

/** Leaves out whole documents that a guide or landmarks name, where the contents do not. */
export function dropByLandmark(flow: Flow, { contents, landmarks, documents }: Manuscript): void {
  const told = new Set(contents.map((entry) => entry.place?.document));
  for (const { type, place } of landmarks) {
    const why = dropReasonOf(type.toLowerCase());
    if (why === null || told.has(place.document)) continue;
    const [from, to] = [flow.start(place.document), flow.start(place.document + 1)];
    const title = documents[place.document]?.title || null;
    if (flow.letters(from, to) <= mostOf(flow, why)) flow.drop(from, to, why, why === 'contents' ? null : title);
  }
}

/** Most letters that may be left out at once for this reason. */
const mostOf = (flow: Flow, why: DropReason): number => Math.min(flow.total * MAX_SHARE, SHORT.get(why) ?? flow.total);

/** Leaves out whole spans that their title, a guide or landmarks name as something that is not narrated. */
export function dropBySpan(flow: Flow, spans: readonly Span[], types: ReadonlyMap<number, readonly string[]>): void {
  for (const span of spans) {
    const first = spoken(flow.items.slice(span.from, span.to))[0];
    const title = span.label ?? (first?.block.kind === 'heading' ? first.block.text : '');
    const guide = (types.get(span.from) ?? []).map(dropReasonOf).find((reason) => reason !== null);
    const why = leftOutByTitle(title) ?? guide ?? null;
    if (why === null) continue;
    if (flow.letters(span.from, span.to) <= mostOf(flow, why)) flow.drop(span.from, span.to, why, title || null);
  }
}

/** Leaves out title pages, half titles and editions' names before the text begins. */
export function dropTitlePages(flow: Flow, spans: readonly Span[], bookTitle: string): void {
  const lead = spans.findIndex((span) => isText(flow.items.slice(span.from, span.to)));
  const before = lead < 0 ? [] : spans.slice(0, lead);
  const lastLeftOut = before.findLastIndex((span) => isLeftOut(flow.items.slice(span.from, span.to)));
  for (const [i, span] of before.entries()) {
    const items = spoken(flow.items.slice(span.from, span.to));
    if (items.length === 0) continue;
    const headings = items.filter(({ block }) => block.kind === 'heading').map(({ block }) => block.text);
    const named = [span.label ?? '', ...headings].some((text) => sameTitle(text, bookTitle));
    const why = named || i < lastLeftOut ? 'title-page' : span.label === null ? 'front-matter' : null;
    if (why === null || items.every(({ block }) => isKept(block.section))) continue;
    for (const item of items) if (!isKept(item.block.section)) setFate(item, why, span.label ?? nameOf(why));
  }
}

const nameOf = (why: 'title-page' | 'front-matter'): string =>
  why === 'title-page' ? 'Title page' : 'Before the text';

function setFate(item: FlowItem, why: DropReason, name: string): void {
  item.fate = why;
  item.name = name;
}

/** Front matter that is read, however short. */
const isKept = (section: Section | null): boolean => section !== null && section !== 'frontmatter' && isFront(section);

const isText = (items: readonly FlowItem[]): boolean => bodyLetters(items) >= TITLE_PAGE_LETTERS;

const isLeftOut = (items: readonly FlowItem[]): boolean =>
  items.length > 0 && items.some((item) => item.fate !== null) && spoken(items).length === 0;

/** The same title, a subtitle more or less. */
export function sameTitle(text: string, bookTitle: string): boolean {
  const [a, b] = [plain(text), plain(bookTitle)];
  return a !== '' && b !== '' && (a === b || a.startsWith(`${b} `) || b.startsWith(`${a} `));
}

/** Front, chapter or back: what the markup says, else the title, else what guide and landmarks say. */
export function kindOf(span: Span, items: readonly FlowItem[], types: readonly string[]): ChapterKind {
  const first = items[0]?.block;
  return (
    kindOfSection(first?.section ?? null) ??
    kindByTitle(span.label ?? '') ??
    kindByTitle(first?.kind === 'heading' ? first.text : '') ??
    types.map((type) => kindOfSection(sectionOf(type))).find((kind) => kind !== null) ??
    'chapter'
  );
}

function kindOfSection(section: Section | null): ChapterKind | null {
  if (isFront(section)) return 'front';
  return isBack(section) ? 'back' : null;
}
