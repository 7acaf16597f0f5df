import { headingLine } from '../chapter-lines/index.js';
import type { Page, PageLine } from './page-lines.js';

/** Lines at the top and bottom of a page that may be a running head or a page number. */
const EDGE_LINES = 2;
/** Pages on which the same words stand at the same height from which they are a running head. */
const MIN_PAGES = 3;
/** Points by which the height may differ. */
const SAME_HEIGHT = 4;
/** Share of the page at its top and bottom where running heads and page numbers stand. */
const MARGIN = 0.15;

const PAGE_NUMBER = /^[\s[(–—-]*(\d{1,4}|[ivxlc]{1,7})[\s\])–—-]*(of \d{1,4}|\/ ?\d{1,4})?$/i;

/** Lines that every page has again: running heads and page numbers. A chapter's own heading is none. */
export function runningLines(pages: readonly Page[]): ReadonlySet<PageLine> {
  const places = new Map<string, { line: PageLine; page: number }[]>();
  for (const [page, { lines, height }] of pages.entries()) {
    const sorted = lines.toSorted((a, b) => a.top - b.top);
    const edges = new Set([...sorted.slice(0, EDGE_LINES), ...sorted.slice(-EDGE_LINES)]);
    for (const line of edges) {
      if (line.top > height * MARGIN && line.bottom < height * (1 - MARGIN)) continue;
      const key = `${keyOf(line.text)} ${Math.round(line.top / SAME_HEIGHT)}`;
      const known = places.get(key);
      if (known === undefined) places.set(key, [{ line, page }]);
      else known.push({ line, page });
    }
  }
  return repeated(places, pages);
}

function repeated(
  places: ReadonlyMap<string, readonly { line: PageLine; page: number }[]>,
  pages: readonly Page[],
): ReadonlySet<PageLine> {
  const running = new Set<PageLine>();
  const least = Math.min(MIN_PAGES, Math.max(2, pages.length));
  for (const found of places.values()) {
    if (new Set(found.map(({ page }) => page)).size < least) continue;
    for (const { line } of found) running.add(line);
  }
  return running;
}

/** The same for `12 MOBY DICK` and `MOBY DICK 13`; `Chapter 1` and `Chapter 2` stay different. */
function keyOf(text: string): string {
  if (PAGE_NUMBER.test(text)) return '#';
  if (headingLine(text) !== null) return text;
  return text.replace(/^\d{1,4}\s+|\s+\d{1,4}$/g, '').toLowerCase();
}
