import type { Edition } from '../book.js';
import type { BookFacts } from '../one-document.js';
import { all, childrenOf, type Element, first, parseXml, textOf } from '../xml.js';

/** Facts of the book, and the id of its cover picture. */
export interface Description extends BookFacts, Pick<Edition, 'series' | 'seriesPart' | 'isbn'> {
  readonly identifier: string | undefined;
  readonly coverId: string | null;
}

/** Reads `<description>`: what stands there before the first `<body>`. */
export function readDescription(source: string): Description {
  const end = source.search(/<(\w{1,20}:)?body\b/i);
  const root = parseXml(end < 0 ? '' : source.slice(0, end));
  const title = first(root, 'title-info') ?? root;
  const date = first(title, 'date');
  const publish = first(root, 'publish-info');
  const sequence = first(title, 'sequence')?.attributes ?? {};
  const image = all(first(title, 'coverpage') ?? parseXml(''), 'image')[0];
  return {
    title: textOf(first(title, 'book-title')),
    authors: childrenOf(title, 'author').map(nameOf),
    language: textOf(first(title, 'lang')),
    publisher: publish === null ? undefined : textOf(first(publish, 'publisher')),
    date: dateOf(date?.attributes['value'] ?? textOf(date)),
    description: textOf(first(title, 'annotation')),
    series: sequence['name']?.trim() || undefined,
    seriesPart: sequence['number']?.trim() || undefined,
    isbn: textOf(publish === null ? null : first(publish, 'isbn')).replace(/[\s-]/g, '') || undefined,
    identifier: textOf(first(first(root, 'document-info') ?? root, 'id')) || undefined,
    coverId: image?.attributes['href']?.replace(/^#/, '') ?? null,
  };
}

const nameOf = (author: Element): string =>
  ['first-name', 'middle-name', 'last-name']
    .map((part) => textOf(first(author, part)))
    .filter((part) => part !== '')
    .join(' ') || textOf(first(author, 'nickname'));

/** The first year of a date, or all of it when it is written in full. */
const dateOf = (text: string): string | undefined => /\d{4}-\d{2}-\d{2}/.exec(text)?.[0] ?? /\b\d{4}\b/.exec(text)?.[0];
