import { type BookFormat, FORMATS } from './formats.js';

/** What a page that says why a book did not come may be, and a text that somebody only called a book. */
const TEXTS: ReadonlySet<string> = new Set(['HTML', 'Markdown', 'plain text']);

/** A text that is named as another format is read as what it is; a person should look whether it is the book. */
export function namedWrongly(fileName: string, { name }: Pick<BookFormat, 'name'>): readonly string[] {
  const named = FORMATS.find(({ extensions }) =>
    extensions.some((extension) => fileName.toLowerCase().endsWith(`.${extension}`)),
  );
  if (named === undefined || !TEXTS.has(name) || TEXTS.has(named.name)) return [];
  return [`${fileName} is not what its name says: it is ${name}, and is read as that.`];
}
