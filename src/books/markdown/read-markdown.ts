import MarkdownIt from 'markdown-it';
import footnotes from 'markdown-it-footnote';
import { decodePlain } from '../decode-plain.js';
import { lostCharacters } from '../decode-text.js';
import { overLimit } from '../failures.js';
import { htmlManuscript } from '../html/index.js';
import { LIMITS } from '../limits.js';
import type { Manuscript } from '../manuscript.js';
import { takeFrontMatter } from './front-matter.js';

/** Lists and quotations inside one another; the parser recurses. */
const MAX_NESTING = 100;

/** @throws UserError when it is too long. */
export function readMarkdown(bytes: Buffer, fileName: string): Manuscript {
  if (bytes.length > LIMITS.plainTextBytes) throw overLimit(fileName, 'Its text is longer than that of any book.');
  const decoded = decodePlain(bytes);
  const source = decoded.text.replace(/\r\n?/g, '\n').replaceAll('\0', '\ufffd');
  const { values, text } = takeFrontMatter(source);
  const of = (...names: readonly string[]): readonly string[] =>
    names.map((name) => values.get(name) ?? []).find((found) => found.length > 0) ?? [];
  const facts = {
    title: of('title')[0],
    authors: of('author', 'authors', 'creator'),
    language: of('lang', 'language')[0],
    publisher: of('publisher')[0],
    date: of('date')[0],
    description: of('description', 'abstract')[0],
  };
  const known = Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== undefined && value.length > 0),
  );
  return htmlManuscript(toHtml(text), { ...known, warnings: lostCharacters(fileName, decoded) }, fileName);
}

/** HTML inside Markdown stays HTML: nothing here is a browser, and a comment is not to be read aloud. */
function toHtml(text: string): string {
  const parser = new MarkdownIt({ html: true, xhtmlOut: true, maxNesting: MAX_NESTING }).use(footnotes);
  return parser.render(text);
}
