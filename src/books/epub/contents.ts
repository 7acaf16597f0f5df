import { CODES } from '../../core/index.js';
import { type Archive, resolveReference } from '../archive/index.js';
import { decodeText } from '../decode-text.js';
import { LIMITS } from '../limits.js';
import { all, childElements, childrenOf, type Element, first, parseXml, textOf } from '../xml.js';
import type { ManifestItem, Package } from './package-file.js';

/** A line of the contents as the file has it; `target` is null for a name without a page, `label` empty for a page without a name. */
export interface ContentsLine {
  readonly label: string;
  readonly depth: number;
  readonly target: { readonly name: string; readonly fragment: string | null } | null;
}

export interface Contents {
  readonly lines: readonly ContentsLine[];
  readonly landmarks: readonly { readonly type: string; readonly name: string; readonly fragment: string | null }[];
}

const NONE: Contents = { lines: [], landmarks: [] };

/** The navigation document of EPUB 3, else the NCX of EPUB 2; empty when neither is there. */
export async function readContents(archive: Archive, book: Package, warnings: string[]): Promise<Contents> {
  const nav = [...book.manifest.values()].find((item) => item.properties.includes('nav'));
  const fromNav = await attempt(archive, nav, warnings, (root, base) => navContents(root, base));
  if (fromNav.lines.length > 0) return withGuide(fromNav, book);
  const ncx =
    book.manifest.get(book.ncxId ?? '') ??
    [...book.manifest.values()].find(
      ({ mediaType, href }) => mediaType === 'application/x-dtbncx+xml' || href.toLowerCase().endsWith('.ncx'),
    );
  const fromNcx = await attempt(archive, ncx, warnings, (root, base) => ({
    lines: ncxLines(root, base),
    landmarks: fromNav.landmarks,
  }));
  return withGuide(fromNcx.lines.length > 0 ? fromNcx : fromNav, book);
}

async function attempt(
  archive: Archive,
  item: ManifestItem | undefined,
  warnings: string[],
  read: (root: Element, base: string) => Contents,
): Promise<Contents> {
  if (item === undefined || item.name === null) return NONE;
  try {
    const { text } = decodeText(await archive.read(item.name, LIMITS.packageBytes));
    return read(parseXml(text), item.name);
  } catch (error) {
    if (error instanceof Error && error.name === 'EntryUnreadable') {
      warnings.push(`The table of contents ${item.name} cannot be read: ${error.message} (${CODES.damagedArchive}).`);
      return NONE;
    }
    throw error;
  }
}

/** The guide of EPUB 2 says the same as landmarks. */
function withGuide(contents: Contents, book: Package): Contents {
  const guide = book.guide.flatMap(({ type, href }) => {
    const reference = resolveReference(book.base, href);
    return reference === null ? [] : [{ type, ...reference }];
  });
  return { ...contents, landmarks: [...contents.landmarks, ...guide] };
}

function navContents(root: Element, base: string): Contents {
  const navs = all(root, 'nav');
  const typeOf = ({ attributes }: Element): string => attributes['type'] ?? attributes['role'] ?? '';
  const toc =
    navs.find((nav) => /(^|\s)(doc-)?toc(\s|$)/.test(typeOf(nav))) ?? (navs.length === 1 ? navs[0] : undefined);
  const landmarks = navs.find((nav) => typeOf(nav).split(/\s+/).includes('landmarks'));
  return {
    lines: toc === undefined ? [] : linesOf(listItems(toc, 0), base),
    landmarks: landmarks === undefined ? [] : landmarksOf(landmarks, base),
  };
}

function landmarksOf(nav: Element, base: string): Contents['landmarks'] {
  return all(nav, 'a').flatMap(({ attributes }) => {
    const reference = resolveReference(base, attributes['href'] ?? '');
    return reference === null || attributes['type'] === undefined ? [] : [{ type: attributes['type'], ...reference }];
  });
}

interface Node {
  readonly element: Element;
  readonly depth: number;
}

/** List items of the lists directly in `element`. */
const listItems = (element: Element, depth: number): Node[] =>
  [...childrenOf(element, 'ol'), ...childrenOf(element, 'ul')]
    .flatMap((list) => childrenOf(list, 'li'))
    .map((item) => ({ element: item, depth }));

function linesOf(roots: readonly Node[], base: string): readonly ContentsLine[] {
  const lines: ContentsLine[] = [];
  const waiting = roots.toReversed();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const { element, depth } = node;
    const own = childElements(element).find(({ name }) => name !== 'ol' && name !== 'ul');
    const link = own === undefined ? null : own.name === 'a' ? own : first(own, 'a');
    const label = labelOf(link ?? own ?? null);
    const target = link === null ? null : resolveReference(base, link.attributes['href'] ?? '');
    if (label !== '' || target !== null) lines.push({ label, depth, target });
    for (const inner of listItems(element, depth + 1).reverse()) waiting.push(inner);
  }
  return lines;
}

/** An entry that is only a picture says its alternative text. */
function labelOf(element: Element | null): string {
  if (element === null) return '';
  return textOf(element) || (first(element, 'img')?.attributes['alt'] ?? '').trim();
}

function ncxLines(root: Element, base: string): readonly ContentsLine[] {
  const map = first(root, 'navmap');
  if (map === null) return [];
  const lines: ContentsLine[] = [];
  const points = (element: Element, depth: number): Node[] =>
    childrenOf(element, 'navpoint').map((point) => ({ element: point, depth }));
  const waiting = points(map, 0).reverse();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const { element, depth } = node;
    const label = textOf(childrenOf(element, 'navlabel')[0] ?? null);
    const target = resolveReference(base, childrenOf(element, 'content')[0]?.attributes['src'] ?? '');
    if (label !== '' || target !== null) lines.push({ label, depth, target });
    for (const inner of points(element, depth + 1).reverse()) waiting.push(inner);
  }
  return lines;
}
