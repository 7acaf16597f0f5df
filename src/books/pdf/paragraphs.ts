import type { Page, PageLine } from './page-lines.js';

/** Lines that are one paragraph, heading, verse, note or running head. */
export interface PdfParagraph {
  readonly kind: 'paragraph' | 'heading' | 'verse' | 'note' | 'running';
  readonly lines: readonly string[];
  /** Height of its letters, points: what headings are ranked by. */
  readonly height: number;
  /** Index of the page where it begins. */
  readonly page: number;
}

/** Lines at least this much higher than most are headings; and smaller ones at a page's end are notes. */
const HEADING_HEIGHT = 1.2;
const NOTE_HEIGHT = 0.88;
/** Characters of a heading's line. */
const MAX_HEADING = 150;
/** Lines further apart than this many usual distances are not one paragraph. */
const APART = 1.45;
/** Moved in by this share of a line's height: a paragraph begins. */
const INDENT = 0.5;
/** Letters of room that a word needs beside its own: a blank, and what justifying takes away. */
const ROOM = 2;
/** Short of the right border by this share of the width: the line was meant. */
const MEANT = 0.2;
const MIN_VERSE = 3;
const ENDS = /[.!?…:]["”’»›)\]]*$/u;

interface Placed extends PageLine {
  readonly page: number;
}

interface Measure {
  readonly height: number;
  readonly pitch: number;
  /** Left and right borders of poppler's blocks. */
  readonly borders: ReadonlyMap<number, { readonly left: number; readonly right: number; readonly lines: number }>;
  /** Width of most text. */
  readonly width: number;
}

/** Lines of all pages as paragraphs, over the borders of pages; running lines stand where they stood. */
export function paragraphsOf(pages: readonly Page[], running: ReadonlySet<PageLine>): readonly PdfParagraph[] {
  const lines = pages.flatMap((page, index) =>
    page.lines.map((line): Placed & { own: PageLine } => ({ ...line, page: index, own: line })),
  );
  const text = lines.filter(({ own }) => !running.has(own) && own.text !== '');
  const measure = measureOf(text);
  const notes = notesOf(pages, running, measure);
  const done: PdfParagraph[] = [];
  let open: Placed[] = [];
  const end = (): void => {
    if (open.length > 0) done.push(paragraphOf(open, measure));
    open = [];
  };
  const aside: PdfParagraph[] = [];
  for (const line of lines) {
    const kind = running.has(line.own) ? 'running' : notes.has(line.own) ? 'note' : null;
    if (kind !== null) {
      if (line.text !== '') aside.push({ kind, lines: [line.text], height: 0, page: line.page });
      continue;
    }
    if (line.text === '') continue;
    const last = open.at(-1);
    if (last !== undefined && begins(last, line, measure)) {
      end();
      done.push(...merged(aside.splice(0)));
    }
    open.push(line);
  }
  end();
  return [...done, ...merged(aside)];
}

/** Lines of one note that follow one another are one. */
function merged(aside: readonly PdfParagraph[]): readonly PdfParagraph[] {
  const kept: PdfParagraph[] = [];
  for (const each of aside) {
    const last = kept.at(-1);
    const goesOn = each.kind === 'note' && last?.kind === 'note' && !/^[\d*†‡[]/u.test(each.lines[0] ?? '');
    if (goesOn && last !== undefined)
      kept[kept.length - 1] = { ...last, lines: [...last.lines.slice(-MOST_NOTE_LINES), ...each.lines] };
    else kept.push(each);
  }
  return kept;
}
const MOST_NOTE_LINES = 500;

function measureOf(lines: readonly Placed[]): Measure {
  const borders = new Map<number, { left: number; right: number; lines: number }>();
  const pitches: number[] = [];
  for (const [i, line] of lines.entries()) {
    const border = borders.get(line.block) ?? { left: line.left, right: line.right, lines: 0 };
    border.left = Math.min(border.left, line.left);
    border.right = Math.max(border.right, line.right);
    border.lines += 1;
    borders.set(line.block, border);
    const before = lines[i - 1];
    if (before?.block === line.block && line.top > before.top) pitches.push(line.top - before.top);
  }
  const height = median(lines.map(({ top, bottom }) => bottom - top));
  const wide = [...borders.values()].filter((border) => border.lines > 1).map(({ left, right }) => right - left);
  return { height, pitch: median(pitches) || height * 1.2, borders, width: median(wide) };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

const isLarge = (line: PageLine, { height }: Measure): boolean =>
  line.bottom - line.top >= height * HEADING_HEIGHT && line.text.length <= MAX_HEADING;

/** Whether a paragraph begins with this line. */
function begins(last: Placed, line: Placed, measure: Measure): boolean {
  if (isDropCap(last, measure)) return false;
  if (isLarge(last, measure) || isLarge(line, measure)) return !isSameHeading(last, line);
  if (isIndented(line, measure) && hasRoom(last, line, measure)) return true;
  const goesOn = !ENDS.test(last.text) && /^\p{Ll}/u.test(line.text);
  if (goesOn) return false;
  if (isIndented(line, measure) && !isIndented(last, measure)) return true;
  if (isIndented(line, measure) && ENDS.test(last.text)) return true;
  if (last.page !== line.page || last.block !== line.block) return ENDS.test(last.text) || hasRoom(last, line, measure);
  if (line.top - last.top > measure.pitch * APART) return true;
  return ENDS.test(last.text) && hasRoom(last, line, measure);
}

/** Whether the first word of the next line would have fitted: the line was ended, not full. */
function hasRoom(last: Placed, line: Placed, { borders, width }: Measure): boolean {
  const border = borders.get(last.block);
  const right = border === undefined ? last.right : Math.max(border.right, border.left + width);
  const letter = (last.right - last.left) / Math.max(1, last.text.length);
  const word = /^\S+/.exec(line.text)?.[0].length ?? 0;
  return last.right + (word + ROOM) * letter < right;
}

const isSameHeading = (last: Placed, line: Placed): boolean =>
  last.page === line.page &&
  Math.abs(last.bottom - last.top - (line.bottom - line.top)) < 1 &&
  line.top - last.top < (line.bottom - line.top) * APART &&
  last.block === line.block;

function isIndented(line: Placed, { borders, height }: Measure): boolean {
  const border = borders.get(line.block);
  return border !== undefined && border.lines > 1 && line.left - border.left > height * INDENT;
}

function isShort(line: Placed, { borders, width }: Measure, share: number): boolean {
  const border = borders.get(line.block);
  const right = border === undefined ? line.right : Math.max(border.right, border.left + width);
  return right - line.right > width * share;
}

const isDropCap = (line: Placed, { height }: Measure): boolean =>
  /^["“«‘]?\p{Lu}$/u.test(line.text) && line.bottom - line.top >= height * HEADING_HEIGHT;

function paragraphOf(lines: readonly Placed[], measure: Measure): PdfParagraph {
  const [first] = lines;
  const height = first === undefined ? 0 : first.bottom - first.top;
  const texts = lines.map(({ text }) => text);
  const page = first?.page ?? 0;
  if (first !== undefined && isDropCap(first, measure) && texts.length > 1) {
    return { kind: 'paragraph', lines: [`${texts[0]}${texts[1]}`, ...texts.slice(2)], height: measure.height, page };
  }
  const isHeading = lines.every((line) => isLarge(line, measure)) && /\p{L}|\d/u.test(texts.join(''));
  if (isHeading) return { kind: 'heading', lines: texts, height, page };
  const meant = lines.filter((line) => isShort(line, measure, MEANT)).length;
  const capitals = texts.filter((text) => /^["“«‘(]?\p{Lu}/u.test(text)).length;
  const isVerse = lines.length >= MIN_VERSE && meant >= lines.length * 0.8 && capitals >= lines.length * 0.8;
  return { kind: isVerse ? 'verse' : 'paragraph', lines: texts, height, page };
}

/** Small lines at the end of a page, from one that begins with a mark: notes. */
function notesOf(pages: readonly Page[], running: ReadonlySet<PageLine>, { height }: Measure): ReadonlySet<PageLine> {
  const notes = new Set<PageLine>();
  for (const { lines } of pages) {
    const own = lines.filter((line) => !running.has(line) && line.text !== '');
    const last = own.findLastIndex((line) => line.bottom - line.top > height * NOTE_HEIGHT);
    const small = own.slice(last + 1);
    const from = small.findIndex(({ text }) => /^(\d{1,3}|[*†‡§])[.)\s]?\s*\S/u.test(text));
    if (from === 0 && last >= 0) for (const line of small) notes.add(line);
  }
  return notes;
}
