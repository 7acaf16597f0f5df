import type { ContentsEntry } from '../manuscript.js';
import { escapeText } from '../one-document.js';
import { breaksWords, joinLines, vocabularyOf } from '../txt/index.js';
import type { OutlineItem } from './outline.js';
import type { PdfParagraph } from './paragraphs.js';
import { lettersOf } from '../letters.js';

/** Levels of headings that are told apart by their size. */
const LEVELS = 4;
/** Paragraphs of a page among which a bookmark's title is looked for. */
const MAX_LOOKED_AT = 200;
/** Bookmarks from which they are the contents. */
const MIN_OUTLINE = 2;

export interface PdfMarkup {
  readonly markup: string;
  /** Empty when there is no outline worth the name. */
  readonly contents: readonly ContentsEntry[];
}

export function pdfMarkup(paragraphs: readonly PdfParagraph[], outline: readonly OutlineItem[]): PdfMarkup {
  const lines = paragraphs.flatMap((paragraph) => (paragraph.kind === 'running' ? [] : paragraph.lines));
  const vocabulary = vocabularyOf(lines);
  const hyphenates = breaksWords(lines);
  const sizes = [...new Set(paragraphs.filter(({ kind }) => kind === 'heading').map(sizeOf))].sort((a, b) => b - a);
  const { targets, contents } = outline.length >= MIN_OUTLINE ? placed(paragraphs, outline) : NO_TARGETS;
  const pieces = paragraphs.map((paragraph, i) => {
    const ids = (targets.get(i) ?? []).map((id) => `<a id="${id}"></a>`).join('');
    const text = escapeText(joinLines(paragraph.lines, vocabulary, hyphenates));
    return ids + markupOf(paragraph, text, Math.min(LEVELS, sizes.indexOf(sizeOf(paragraph)) + 1));
  });
  return { markup: `<body>${pieces.join('\n')}</body>`, contents };
}

const NO_TARGETS = { targets: new Map<number, string[]>(), contents: [] };

const sizeOf = ({ height }: PdfParagraph): number => Math.round(height);

function markupOf(paragraph: PdfParagraph, text: string, level: number): string {
  switch (paragraph.kind) {
    case 'heading':
      return `<h${level}>${text}</h${level}>`;
    case 'verse':
      return `<div class="verse"><p>${paragraph.lines.map(escapeText).join('<br/>')}</p></div>`;
    case 'note':
      return `<aside epub:type="footnote"><p>${text}</p></aside>`;
    case 'running':
      return `<div><span class="pagenum">${text}</span></div>`;
    default:
      return `<p>${text}</p>`;
  }
}

/** Where bookmarks lead: the paragraph of their page that says their title, else the first that begins there. */
function placed(
  paragraphs: readonly PdfParagraph[],
  outline: readonly OutlineItem[],
): {
  readonly targets: ReadonlyMap<number, string[]>;
  readonly contents: readonly ContentsEntry[];
} {
  const first = new Map<number, number>();
  for (const [i, { page, kind }] of paragraphs.entries())
    if (kind !== 'running' && !first.has(page)) first.set(page, i);
  const targets = new Map<number, string[]>();
  const contents = outline.map(({ title, depth, page }, i): ContentsEntry => {
    const at = targetOf(paragraphs, first.get(page), page, title);
    if (at === undefined) return { label: title, depth, place: null };
    const anchor = `outline-${i}`;
    targets.set(at, [...(targets.get(at) ?? []), anchor]);
    return { label: title, depth, place: { document: 0, anchor } };
  });
  return { targets, contents };
}

function targetOf(
  paragraphs: readonly PdfParagraph[],
  from: number | undefined,
  page: number,
  title: string,
): number | undefined {
  if (from === undefined) return undefined;
  const wanted = lettersOf(title);
  for (let i = from; i < Math.min(paragraphs.length, from + MAX_LOOKED_AT); i++) {
    const paragraph = paragraphs[i];
    if (paragraph === undefined || paragraph.page > page) break;
    const said = lettersOf(paragraph.lines.slice(0, 4).join(' '));
    if (paragraph.kind !== 'running' && said !== '' && (wanted.startsWith(said) || said.startsWith(wanted))) return i;
  }
  return from;
}
