import { NARRATORS_CHOICE, type ReadingChoice, readBook } from '../../../src/books/index.js';
import { type BookSource, makeEpub, navLine, prose } from '../make-epub.js';

/** Enough prose before it that a chapter is one, whatever its body. */
const LEAD = '<p>The lamp on the quay was lit before the boats came home, and nobody had told the harbour master.</p>';

/** What is said of a chapter with this body, `kind: text` each, its title and the filling before it left out. */
export async function said(
  body: string,
  choice: Partial<ReadingChoice> = {},
  language = 'en',
  rest: Partial<BookSource> & { readonly lead?: string } = {},
): Promise<string[]> {
  const { passages } = await chapterOf(body, choice, language, rest);
  return passages.map(({ kind, text }) => (kind === 'break' ? '---' : `${kind}: ${text}`));
}

/** The chapter with this body, and what the book leaves out. */
export async function chapterOf(
  body: string,
  choice: Partial<ReadingChoice> = {},
  language = 'en',
  rest: Partial<BookSource> & { readonly lead?: string } = {},
) {
  const parts = [
    { name: 'a.xhtml', body: `<h2>One</h2>${rest.lead ?? LEAD}${body}` },
    { name: 'z.xhtml', body: `<h2>Two</h2>${prose(1, 1_500)}` },
    ...(rest.parts ?? []),
  ];
  const nav = navLine('One', 'a.xhtml') + navLine('Two', 'z.xhtml');
  const bytes = await makeEpub({ language, nav, ...rest, parts });
  const book = await readBook(bytes, 'x.epub', { ...NARRATORS_CHOICE, ...choice });
  const chapter = book.chapters.find(({ title }) => title === 'One');
  return {
    passages: chapter?.passages.slice(rest.lead === '' ? 1 : 2) ?? [],
    leftOut: book.leftOut,
    chapters: book.chapters,
  };
}
