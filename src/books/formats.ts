import { CALIBRE_KINDS, type CalibreKind } from './calibre-kinds.js';
import type { FileFacts } from './file-facts.js';
import { looksLikeMarkdown } from './looks-like-markdown.js';
import type { Manuscript } from './manuscript.js';

/** A file format: how its files are known by their content, and what reads them. */
export interface BookFormat {
  readonly name: string;
  /** Usual endings of its files, without the dot. */
  readonly extensions: readonly string[];
  recognises(facts: FileFacts): boolean;
  read(facts: FileFacts): Promise<Manuscript>;
}

/** Characters of the shortest plain text. */
const LEAST_TEXT = 10;
/** Bytes at the start in which a PDF names itself. */
const PDF_WITHIN = 1_024;
const HTML =
  /^\s*(?:<\?xml[^>]*>\s*|<!--(?:(?!-->)[\s\S]){0,4000}-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|h[1-6]|p|div|article|main|section|center|table)\b/i;
const FB2 = /<(?:\w{1,20}:)?FictionBook\b/;

/**
 * The formats that can be read, the surest signs first. Another one is an adapter in a folder of its own and a line here;
 * readers load when used.
 */
export const FORMATS: readonly BookFormat[] = [
  {
    name: 'PDF',
    extensions: ['pdf'],
    recognises: ({ bytes }) => bytes.subarray(0, PDF_WITHIN).includes('%PDF-'),
    read: async ({ bytes, fileName }) => (await import('./pdf/index.js')).readPdf(bytes, fileName),
  },
  ...CALIBRE_KINDS.map(byCalibre),
  {
    name: 'DOCX',
    extensions: ['docx'],
    recognises: ({ names }) => names?.includes('word/document.xml') ?? false,
    read: async ({ bytes, fileName }) => (await import('./docx/index.js')).readDocx(bytes, fileName),
  },
  {
    name: 'EPUB',
    extensions: ['epub'],
    // Also every archive that nothing else knows: its reader says best what is missing.
    recognises: ({ isZip }) => isZip,
    read: async ({ bytes, fileName }) => (await import('./epub/index.js')).readEpub(bytes, fileName),
  },
  {
    name: 'FictionBook',
    extensions: ['fb2'],
    recognises: ({ head }) => head !== null && FB2.test(head),
    read: async ({ bytes, fileName }) => (await import('./fb2/index.js')).readFb2(bytes, fileName),
  },
  {
    name: 'HTML',
    extensions: ['html', 'htm', 'xhtml'],
    recognises: ({ head }) => head !== null && HTML.test(head),
    read: async ({ bytes, fileName }) => (await import('./html/index.js')).readHtml(bytes, fileName),
  },
  {
    name: 'Markdown',
    extensions: ['md', 'markdown'],
    recognises: ({ head, fileName }) => head !== null && looksLikeMarkdown(head, fileName),
    read: async ({ bytes, fileName }) => (await import('./markdown/index.js')).readMarkdown(bytes, fileName),
  },
  {
    name: 'plain text',
    extensions: ['txt', 'text'],
    recognises: ({ head }) => head !== null && head.trim().length >= LEAST_TEXT,
    read: async ({ bytes, fileName }) => (await import('./txt/index.js')).readTxt(bytes, fileName),
  },
];

function byCalibre(kind: CalibreKind): BookFormat {
  return {
    name: kind.name,
    extensions: [kind.extension, ...(kind.also ?? [])],
    recognises: (facts) => kind.recognises(facts),
    read: async ({ bytes, fileName }) => (await import('./calibre/index.js')).readWithCalibre(bytes, fileName, kind),
  };
}
