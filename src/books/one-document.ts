import { findHeadings } from './chapter-lines/index.js';
import { contentsByHeadings } from './heading-contents.js';
import { normaliseLanguage } from './language.js';
import type { DocumentText, Manuscript } from './manuscript.js';
import { readMarkup } from './markup/index.js';

/** What a format says about its book; nothing is an empty string or list. */
export interface BookFacts {
  readonly title?: string | undefined;
  readonly authors?: readonly string[] | undefined;
  /** As written; what is no language is none. */
  readonly language?: string | undefined;
  readonly publisher?: string | undefined;
  readonly date?: string | undefined;
  readonly description?: string | undefined;
  readonly warnings?: readonly string[] | undefined;
}

/** A book that is one document of markup: its headings, or lines that look like headings, make its contents. */
export function manuscriptOf(markup: string, facts: BookFacts, fileName: string): Manuscript {
  const language = normaliseLanguage(facts.language ?? '');
  const text = readMarkup(markup, language);
  const title = facts.title?.trim() || text.title || titleOfFile(fileName);
  return {
    title,
    authors: (facts.authors ?? []).map((author) => author.trim()).filter((author) => author !== ''),
    language,
    publisher: facts.publisher || undefined,
    date: facts.date || undefined,
    description: facts.description || undefined,
    ...divided(text, fileName, title),
    landmarks: [],
    warnings: facts.warnings ?? [],
  };
}

/** One document with the contents that its headings make. */
export function divided(
  text: DocumentText,
  name: string,
  bookTitle: string,
): Pick<Manuscript, 'documents' | 'contents'> {
  const blocks = findHeadings(text.blocks);
  const { document, contents } = contentsByHeadings({ ...text, blocks, name, linear: true }, bookTitle);
  return { documents: [document], contents };
}

/** `the_lost-world.fb2.zip` → `the lost-world`. */
export function titleOfFile(fileName: string): string {
  const name = fileName.replace(/^.*[\\/]/, '').replace(/(\.[a-z]{1,5}\d?)?\.[a-z]{1,8}\d?$/i, '');
  return name.replaceAll('_', ' ').trim() || fileName;
}

/** Text as markup. */
export const escapeText = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`);
