import type { ContentsEntry } from '../manuscript.js';
import { sameTitle, spoken } from './classify.js';
import type { Flow } from './flow.js';
import { holdsWords, kindByTitle, plain } from './labels.js';
import { numberGoesOn, rankOf } from './ranks.js';
import type { Span } from './spans.js';

/** Below this many letters, about 1,500 characters, a piece is tiny; where most are, what they stand under is the chapter. */
const TINY_LETTERS = 1_200;
/** Fewer pieces than this stay as they are: so many are easily looked through. */
const MANY_PIECES = 60;
/** Contents are not deeper than this; a limit for odd ones. */
const MAX_LEVELS = 8;
/** A preface or an appendix larger than this share of the book holds more than its own sections. */
const MAX_SHARE = 0.3;

/** What is one chapter: a line of the contents with the lines under it that are only its sections. */
export interface Gathered extends Span {
  /** Lines under it are chapters of their own. */
  readonly hasChildren: boolean;
}

/** Puts the sections of a chapter, and very many very short pieces, together with what they stand under. */
export function gatherSections(
  flow: Flow,
  spans: readonly Span[],
  contents: readonly ContentsEntry[],
  bookTitle: string,
): readonly Gathered[] {
  const setting = { flow, contents, bookTitle, ...measured(flow, spans, contents) };
  const tops = topsOf(setting);
  const owner = (span: Span): number => tops[span.entry] ?? -1;
  const gathered: Gathered[] = [];
  for (const span of spans) {
    const open = gathered.at(-1);
    if (open !== undefined && span.entry >= 0 && owner(span) !== span.entry && owner(span) === open.entry)
      gathered[gathered.length - 1] = { ...open, to: span.to };
    else gathered.push({ ...span, hasChildren: false });
  }
  const parents = new Set(gathered.map(({ parent }) => tops[parent] ?? parent));
  return gathered.map((span) => ({ ...span, hasChildren: span.entry >= 0 && parents.has(span.entry) }));
}

interface Setting {
  readonly flow: Flow;
  readonly contents: readonly ContentsEntry[];
  readonly bookTitle: string;
  /** By line of the contents: its own span. */
  readonly spanOf: ReadonlyMap<number, Span>;
  readonly parentOf: readonly number[];
  /** By line of the contents: letters of its own text and of all lines under it. */
  readonly letters: readonly number[];
}

function measured(
  flow: Flow,
  spans: readonly Span[],
  contents: readonly ContentsEntry[],
): Pick<Setting, 'spanOf' | 'parentOf' | 'letters'> {
  const spanOf = new Map(spans.map((span) => [span.entry, span]));
  const parentOf = contents.map((_, entry) => spanOf.get(entry)?.parent ?? -1);
  const letters = contents.map((_, entry) => {
    const span = spanOf.get(entry);
    return span === undefined ? 0 : flow.letters(span.from, span.to);
  });
  for (let entry = contents.length - 1; entry >= 0; entry--) {
    const parent = parentOf[entry] ?? -1;
    if (parent >= 0) letters[parent] = (letters[parent] ?? 0) + (letters[entry] ?? 0);
  }
  return { spanOf, parentOf, letters };
}

/** For every line the line whose chapter it is in: itself, or one that it stands under. */
function topsOf(setting: Setting): readonly number[] {
  const { contents, parentOf } = setting;
  const isDeep = tinyLevels(setting);
  const wholes = new Set([...new Set(parentOf)].filter((parent) => isWhole(setting, parent)));
  const tops: number[] = [];
  for (const [entry, { depth }] of contents.entries()) {
    const parent = parentOf[entry] ?? -1;
    const isUndivided = tops[parent] !== parent || wholes.has(parent);
    const isInside = parent >= 0 && (isDeep(depth) || isSection(setting, entry, parent, isUndivided));
    tops.push(isInside ? (tops[parent] ?? parent) : entry);
  }
  return tops;
}

/** Levels of the contents whose pieces are mostly tiny, from the deepest up. */
function tinyLevels({ contents, letters }: Setting): (depth: number) => boolean {
  let deepest = Math.min(
    MAX_LEVELS,
    contents.reduce((most, { depth }) => Math.max(most, depth), 0),
  );
  for (; deepest > 0; deepest--) {
    const pieces = [...contents.keys()].filter((entry) => contents[entry]?.depth === deepest);
    const tiny = pieces.filter((entry) => (letters[entry] ?? 0) < TINY_LETTERS).length;
    if (pieces.length < MANY_PIECES || tiny * 2 <= pieces.length) break;
  }
  return (depth) => depth > deepest;
}

/** Whether a line names a section of what it stands under. @param isUndivided that is a chapter, or a section itself */
function isSection(setting: Setting, entry: number, parent: number, isUndivided: boolean): boolean {
  const { contents, spanOf } = setting;
  const [label, above] = [contents[entry]?.label ?? '', contents[parent]?.label ?? ''];
  if (numberGoesOn(label, above)) return true;
  if (rankOf(label) !== null || hasOwnType(setting, spanOf.get(entry), spanOf.get(parent))) return false;
  return isUndivided;
}

/** Another file that says itself what it is. */
function hasOwnType({ flow }: Setting, span: Span | undefined, above: Span | undefined): boolean {
  const first = span && spoken(flow.items.slice(span.from, span.to))[0];
  if (first === undefined || first.document === flow.items[above?.from ?? -1]?.document) return false;
  const { section } = first.block;
  return section !== null && !section.endsWith('matter');
}

/** A chapter, a preface, an appendix: not a part that holds chapters. */
function isWhole({ flow, contents, spanOf, letters, bookTitle }: Setting, entry: number): boolean {
  const span = spanOf.get(entry);
  const label = contents[entry]?.label ?? '';
  if (span === undefined || sameTitle(label, bookTitle)) return false;
  const items = spoken(flow.items.slice(span.from, span.to));
  const heading = items[0]?.block.kind === 'heading' ? items[0].block.text : '';
  const isSame = holdsWords(plain(heading), plain(label)) || holdsWords(plain(label), plain(heading));
  const names = isSame ? [label, heading] : [label];
  if (names.some((name) => rankOf(name) === 'chapter')) return true;
  if (names.some((name) => rankOf(name) === 'part')) return false;
  const isSmall = (letters[entry] ?? 0) <= flow.total * MAX_SHARE;
  if (names.some((name) => kindByTitle(name) !== null)) return isSmall;
  return items[0]?.block.section === 'chapter';
}
