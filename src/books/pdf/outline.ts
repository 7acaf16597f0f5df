import { readTags } from '../markup/index.js';

/** A bookmark. */
export interface OutlineItem {
  readonly title: string;
  readonly depth: number;
  /** From 0. */
  readonly page: number;
}

const MAX_ITEMS = 20_000;

/** Reads the outline in what `pdftohtml -xml` writes. */
export function outlineOf(source: string): readonly OutlineItem[] {
  const items: { title: string; depth: number; page: number }[] = [];
  let depth = 0;
  let open: { title: string; depth: number; page: number } | null = null;
  readTags(source, {
    open: (name, attributes) => {
      if (name === 'outline') depth += 1;
      if (name === 'item') open = { title: '', depth: depth - 1, page: (Number(attributes['page']) || 1) - 1 };
    },
    text: (text) => {
      if (open !== null) open.title += text;
    },
    close: (name) => {
      if (name === 'outline') depth -= 1;
      if (name !== 'item' || open === null) return;
      if (open.title.trim() !== '' && items.length < MAX_ITEMS) items.push({ ...open, title: open.title.trim() });
      open = null;
    },
  });
  return items;
}
