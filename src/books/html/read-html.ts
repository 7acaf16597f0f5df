import { decodeText, lostCharacters } from '../decode-text.js';
import { overLimit } from '../failures.js';
import { LIMITS } from '../limits.js';
import type { Manuscript } from '../manuscript.js';
import { type BookFacts, manuscriptOf } from '../one-document.js';
import { wellFormed } from './well-formed.js';

/** A web page with its title, author and language where it names them. @throws UserError when it is too long. */
export function readHtml(bytes: Buffer, fileName: string): Manuscript {
  if (bytes.length > LIMITS.documentBytes) throw overLimit(fileName, 'Its text is longer than that of any book.');
  const decoded = decodeText(bytes);
  return htmlManuscript(decoded.text, { warnings: lostCharacters(fileName, decoded) }, fileName);
}

/** @param known what the format itself says; it goes before what the page says. */
export function htmlManuscript(html: string, known: BookFacts, fileName: string): Manuscript {
  const page = wellFormed(html);
  const facts: BookFacts = {
    title: page.meta.get('dc.title') ?? page.meta.get('og:title'),
    authors: [page.meta.get('author') ?? page.meta.get('dc.creator') ?? ''],
    language: page.language ?? page.meta.get('dc.language') ?? '',
    publisher: page.meta.get('dc.publisher'),
    description: page.meta.get('description'),
  };
  return manuscriptOf(page.markup, { ...facts, ...known }, fileName);
}
