import type { Edition } from '../book.js';
import { all, childrenOf, type Element, textOf } from '../xml.js';
import { refined } from './refined.js';

/** Book numbers of 13 digits begin so. */
const ISBN_13 = /^97[89]\d{10}$/;
const ISBN_10 = /^\d{9}[\dX]$/;
const ASIN = /^[A-Z\d]{10}$/;
/** How calibre and shops name the scheme of an Amazon number. */
const ASIN_SCHEME = /^(mobi-)?asin$|^amazon/i;

/**
 * What the package says of its edition: EPUB 3's refinements first, then calibre's own words.
 * @param titles that have text, the main one first. @param authors elements of those who are read as authors.
 */
export function editionOf(metadata: Element, title: Element | null, authors: readonly Element[]): Edition {
  const numbers = all(metadata, 'identifier').map(numberOf);
  const sorted = authors.map((author) => author.attributes['file-as'] ?? refined(metadata, author, 'file-as') ?? '');
  return {
    ...seriesOf(metadata),
    subtitle: subtitleOf(metadata),
    isbn: numbers.find(({ scheme }) => scheme === 'isbn')?.value,
    asin: numbers.find(({ scheme }) => scheme === 'asin')?.value,
    titleSort: (title && titleSortOf(metadata, title)) || undefined,
    authorSort: sorted.every((name) => name !== '') ? sorted.join('; ') || undefined : undefined,
  };
}

function seriesOf(metadata: Element): Pick<Edition, 'series' | 'seriesPart'> {
  const collection = childrenOf(metadata, 'meta').find(
    (meta) =>
      meta.attributes['property'] === 'belongs-to-collection' &&
      (refined(metadata, meta, 'collection-type') ?? 'series') === 'series' &&
      textOf(meta) !== '',
  );
  if (collection !== undefined) {
    return { series: textOf(collection), seriesPart: partOf(refined(metadata, collection, 'group-position')) };
  }
  const series = named(metadata, 'calibre:series');
  return series === undefined ? {} : { series, seriesPart: partOf(named(metadata, 'calibre:series_index')) };
}

/** calibre counts in decimals: `3.0` is 3. */
const partOf = (text: string | null | undefined): string | undefined => text?.trim().replace(/\.0+$/, '') || undefined;

const subtitleOf = (metadata: Element): string | undefined =>
  all(metadata, 'title')
    .filter((title) => refined(metadata, title, 'title-type') === 'subtitle')
    .map(textOf)
    .find(Boolean);

const titleSortOf = (metadata: Element, title: Element): string | undefined =>
  refined(metadata, title, 'file-as') || title.attributes['file-as'] || named(metadata, 'calibre:title_sort');

const named = (metadata: Element, name: string): string | undefined =>
  all(metadata, 'meta')
    .find(({ attributes }) => attributes['name'] === name)
    ?.attributes['content']?.trim() || undefined;

type BookNumber =
  | { readonly scheme: 'isbn' | 'asin'; readonly value: string }
  | { readonly scheme: 'other'; readonly value: '' };

/** An ISBN by its scheme, its `urn:isbn:` or its check digit; an ASIN only where it is called one. */
function numberOf(identifier: Element): BookNumber {
  const text = textOf(identifier);
  const urn = /^(?:urn:)?(isbn|asin|mobi-asin|amazon):(.*)$/i.exec(text);
  const scheme = identifier.attributes['scheme'] ?? urn?.[1] ?? '';
  const value = (urn?.[2] ?? text).replace(/[\s-]/g, '').toUpperCase();
  if (ASIN_SCHEME.test(scheme) && ASIN.test(value)) return { scheme: 'asin', value };
  const isIsbn = ISBN_13.test(value) ? checksOut(value) : /^isbn$/i.test(scheme) && ISBN_10.test(value);
  return isIsbn ? { scheme: 'isbn', value } : { scheme: 'other', value: '' };
}

/** The digits of a 13-digit number, weighed 1 and 3 in turn, add up to tens. */
const checksOut = (digits: string): boolean =>
  [...digits].reduce((sum, digit, i) => sum + Number(digit) * (i % 2 === 0 ? 1 : 3), 0) % 10 === 0;
