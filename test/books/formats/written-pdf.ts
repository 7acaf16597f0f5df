import { STORY, wrap } from './story.js';

export interface Line {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

const [WIDTH, HEIGHT] = [420, 595];
const [LEFT, TOP, PITCH, SIZE] = [50, 540, 14, 11];
const LINES_ON_PAGE = 32;

/** A PDF of these pages in Helvetica, with bookmarks. No compression, so that a person can read it. */
export function makePdf(
  pages: readonly (readonly Line[])[],
  facts: {
    readonly title?: string;
    readonly author?: string;
    readonly outline?: readonly { title: string; page: number }[];
  } = {},
): Buffer {
  const outline = facts.outline ?? [];
  const pageId = (i: number): number => 5 + i * 2;
  const outlineId = 5 + pages.length * 2;
  const objects: string[] = [
    `<< /Type /Catalog /Pages 2 0 R${outline.length > 0 ? ` /Outlines ${outlineId} 0 R` : ''} >>`,
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `${pageId(i)} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    `<< ${facts.title === undefined ? '' : `/Title (${facts.title})`} ${facts.author === undefined ? '' : `/Author (${facts.author})`} >>`,
  ];
  for (const [i, lines] of pages.entries()) {
    const content = lines
      .map(({ text, x, y, size }) => `BT /F1 ${size} Tf ${x} ${y} Td (${text.replace(/[()\\]/g, '\\$&')}) Tj ET`)
      .join('\n');
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Resources << /Font << /F1 3 0 R >> >> /Contents ${pageId(i) + 1} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    );
  }
  if (outline.length > 0) {
    const item = (i: number): string => `${outlineId + 1 + i} 0 R`;
    objects.push(`<< /First ${item(0)} /Last ${item(outline.length - 1)} /Count ${outline.length} >>`);
    for (const [i, { title, page }] of outline.entries()) {
      const next = i + 1 < outline.length ? ` /Next ${item(i + 1)}` : '';
      const before = i > 0 ? ` /Prev ${item(i - 1)}` : '';
      objects.push(`<< /Title (${title}) /Parent ${outlineId} 0 R${next}${before} /Dest [${pageId(page)} 0 R /Fit] >>`);
    }
  }
  return assemble(objects);
}

function assemble(objects: readonly string[]): Buffer {
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.from(
    `${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer << /Size ${objects.length + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  );
}

/** The story as a printer sets it: indented paragraphs over the borders of pages, running heads, page numbers. */
export function storyPdf(withOutline: boolean): Buffer {
  const set: (Omit<Line, 'y'> | 'page')[] = [];
  const starts: number[] = [];
  for (const { heading, paragraphs, list } of STORY.chapters) {
    set.push('page', { text: heading, x: LEFT, size: withOutline ? SIZE : SIZE + 7 });
    for (const text of [...paragraphs, ...(list ?? [])]) {
      const lines = wrap(text, 52).split('\n');
      set.push(...lines.map((line, i) => ({ text: line, x: LEFT + (i === 0 ? 16 : 0), size: SIZE })));
    }
  }
  const pages: Line[][] = [];
  for (const each of set) {
    if (each === 'page' || (pages.at(-1)?.length ?? 0) >= LINES_ON_PAGE) pages.push(furniture(pages.length));
    if (each === 'page') {
      starts.push(pages.length - 1);
      continue;
    }
    const page = pages.at(-1);
    page?.push({ ...each, y: TOP - page.length * PITCH });
  }
  const outline = STORY.chapters.map(({ heading }, i) => ({ title: heading, page: starts[i] ?? 0 }));
  return makePdf(pages, { title: STORY.title, author: STORY.author, ...(withOutline ? { outline } : {}) });
}

const furniture = (page: number): Line[] => [
  { text: STORY.title.toUpperCase(), x: 150, y: 570, size: 9 },
  { text: String(page + 1), x: 205, y: 25, size: 9 },
];
