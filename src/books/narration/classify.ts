import type { DropReason } from '../book.js';
import type { Landmark, Manuscript, Section } from '../manuscript.js';
import { dropReasonOf, isFront, sectionOf } from '../markup/index.js';
import type { Flow, FlowItem } from './flow.js';
import { leftOutByTitle, plain } from './labels.js';
import type { Span } from './spans.js';
import { reasonUnder } from './wishes.js';

/** A title or a guide never takes away more than this share of a book: it would be a mistake. */
const MAX_SHARE = 0.3;
/** Letters; a page before the text with less than this beside its headings is a title page or a half title. */
const TITLE_PAGE_LETTERS = 200;
/** The same for a page before the first line of the contents. */
const UNTOLD_PAGE_LETTERS = 600;
/** Letters of text after a list of links from which it is a text of its own. */
const AFTER_CONTENTS_LETTERS = 1_500;
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
export type LandmarkTypes = ReadonlyMap<number, ReadonlySet<string>>;

const hasMeaning = (type: string): boolean => dropReasonOf(type) !== null || sectionOf(type) !== null;

export function landmarkTypes(flow: Flow, landmarks: readonly Landmark[]): LandmarkTypes {
  const types = new Map<number, Set<string>>();
  for (const { type, place } of landmarks) {
    const at = flow.indexOf(place);
    const known = types.get(at) ?? new Set();
    types.set(at, known);
    for (const each of type.toLowerCase().split(/\s+/)) if (hasMeaning(each)) known.add(each);
  }
  return types;
}

/** Leaves out whole documents that a guide or landmarks name, where the contents do not. */
export function dropByLandmark(flow: Flow, { contents, landmarks, documents }: Manuscript): void {
  const told = new Set(contents.map((entry) => entry.place?.document));
  const judged = new Set<string>();
  for (const { type, place } of landmarks) {
    const why = reasonUnder(flow.choice, reasonOfTypes(type.toLowerCase().split(/\s+/)));
    if (why === null || told.has(place.document) || judged.has(`${why} ${place.document}`)) continue;
    judged.add(`${why} ${place.document}`);
    const [from, to] = [flow.start(place.document), flow.start(place.document + 1)];
    const title = documents[place.document]?.title || null;
    if (flow.letters(from, to) <= mostOf(flow, why)) flow.drop(from, to, why, why === 'contents' ? null : title);
  }
}

const reasonOfTypes = (types: Iterable<string>): DropReason | null =>
  [...types].map(dropReasonOf).find((reason) => reason !== null) ?? null;

/** Most letters that may be left out at once for this reason. */
const mostOf = (flow: Flow, why: DropReason): number => Math.min(flow.total * MAX_SHARE, SHORT.get(why) ?? flow.total);

/** What a span's title, a guide or landmarks call it, if that is nothing that a narrator reads unasked. */
export function reasonOf(flow: Flow, span: Span, types: LandmarkTypes): DropReason | null {
  const items = flow.items.slice(span.from, span.to);
  const first = spoken(items)[0];
  const title = span.label ?? (first?.block.kind === 'heading' ? first.block.text : '');
  const why = leftOutByTitle(title) ?? reasonOfTypes(types.get(span.from) ?? []);
  if (why === null || flow.letters(span.from, span.to) > mostOf(flow, why)) return null;
  // A list of links was found and left out; what stands after it is no contents.
  const isListGone = why === 'contents' && items.some(({ fate }) => fate === 'contents');
  return isListGone && bodyLetters(items) > AFTER_CONTENTS_LETTERS ? null : why;
}

/** Leaves out whole spans that their title, a guide or landmarks name as something that is not narrated. */
export function dropBySpan(flow: Flow, spans: readonly Span[], types: LandmarkTypes): void {
  for (const span of spans) {
    const why = reasonUnder(flow.choice, reasonOf(flow, span, types));
    if (why !== null) flow.drop(span.from, span.to, why, span.label);
  }
}

/** Leaves out title pages, half titles and editions' names before the text begins. */
export function dropTitlePages(flow: Flow, spans: readonly Span[], bookTitle: string): void {
  for (const { from, to, why, name } of titlePages(flow, spans, bookTitle)) {
    if (reasonUnder(flow.choice, why) === null) continue;
    for (const item of spoken(flow.items.slice(from, to))) if (!isKept(item.block.section)) setFate(item, why, name);
  }
}

interface TitlePage {
  readonly from: number;
  readonly to: number;
  readonly why: 'title-page' | 'front-matter';
  readonly name: string;
}

export function titlePages(flow: Flow, spans: readonly Span[], bookTitle: string): readonly TitlePage[] {
  const pages = spans.flatMap((span) => (span.hasPlace || span.label !== null ? [span] : pagesOf(flow, span)));
  const lead = pages.findIndex((span) => isText(flow.items.slice(span.from, span.to), span.hasPlace));
  const before = lead < 0 ? [] : pages.slice(0, lead);
  const lastLeftOut = before.findLastIndex((span) => isLeftOut(flow.items.slice(span.from, span.to)));
  return before.flatMap(({ from, to, label }, i): TitlePage[] => {
    const items = spoken(flow.items.slice(from, to));
    const headings = items.filter(({ block }) => block.kind === 'heading').map(({ block }) => block.text);
    const isNamed = [label ?? '', ...headings].some((text) => sameTitle(text, bookTitle));
    const why = isNamed || i < lastLeftOut ? 'title-page' : label === null ? 'front-matter' : null;
    if (why === null || items.length === 0 || items.every(({ block }) => isKept(block.section))) return [];
    return [{ from, to, why, name: label ?? (why === 'title-page' ? 'Title page' : 'Before the text') }];
  });
}

/** What stands before the first line of the contents, file by file. */
function pagesOf(flow: Flow, span: Span): readonly Span[] {
  const starts: number[] = [];
  for (let i = span.from; i < span.to; i++) {
    if (i === span.from || flow.items[i]?.document !== flow.items[i - 1]?.document) starts.push(i);
  }
  return starts.map((from, i) => ({ ...span, from, to: starts[i + 1] ?? span.to }));
}

function setFate(item: FlowItem, why: DropReason, name: string): void {
  item.fate = why;
  item.name = name;
}

/** Front matter that is read, however short. */
const isKept = (section: Section | null): boolean => section !== null && section !== 'frontmatter' && isFront(section);

/** A page that the contents do not name must hold more to be text. */
const isText = (items: readonly FlowItem[], isTold: boolean): boolean =>
  bodyLetters(items) >= (isTold ? TITLE_PAGE_LETTERS : UNTOLD_PAGE_LETTERS);

const isLeftOut = (items: readonly FlowItem[]): boolean =>
  items.length > 0 && items.some((item) => item.fate !== null) && spoken(items).length === 0;

/** The same title, a subtitle more or less. */
export function sameTitle(text: string, bookTitle: string): boolean {
  const [a, b] = [plain(text), plain(bookTitle)];
  return a !== '' && b !== '' && (a === b || a.startsWith(`${b} `) || b.startsWith(`${a} `));
}
