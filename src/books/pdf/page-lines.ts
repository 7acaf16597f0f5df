import { readTags } from '../markup/index.js';

/** A printed line. Lengths in points, from the page's upper left corner. */
export interface PageLine {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Poppler's block on the page that it stands in. */
  readonly block: number;
}

export interface Page {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly PageLine[];
}

export interface PdfText {
  readonly title: string;
  readonly author: string;
  readonly pages: readonly Page[];
}

interface Draft {
  width: number;
  height: number;
  lines: PageLine[];
}

/** Reads what `pdftotext -bbox-layout` writes: pages, blocks, lines and words with their places. */
export function pagesOf(source: string): PdfText {
  const pages: Draft[] = [];
  let [title, author] = ['', ''];
  let block = 0;
  let words: string[] = [];
  let word: string | null = null;
  let inTitle = false;
  let box = { left: 0, right: 0, top: 0, bottom: 0 };
  readTags(source, {
    open: (name, attributes) => {
      const number = (key: string): number => Number(attributes[key]) || 0;
      if (name === 'title') inTitle = true;
      if (name === 'meta' && attributes['name'] === 'Author') author = attributes['content'] ?? '';
      if (name === 'page') pages.push({ width: number('width'), height: number('height'), lines: [] });
      if (name === 'block') block += 1;
      if (name === 'word') word = '';
      if (name !== 'line') return;
      words = [];
      box = { left: number('xmin'), right: number('xmax'), top: number('ymin'), bottom: number('ymax') };
    },
    text: (text) => {
      if (inTitle) title += text;
      if (word !== null) word += text;
    },
    close: (name) => {
      if (name === 'title') inTitle = false;
      if (name === 'word' && word !== null) {
        words.push(word);
        word = null;
      }
      if (name === 'line') pages.at(-1)?.lines.push({ ...box, text: words.join(' ').trim(), block });
    },
  });
  return { title: title.trim(), author: author.trim(), pages };
}
