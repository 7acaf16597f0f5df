import { decodeText } from '../decode-text.js';
import type { SourceDocument } from '../manuscript.js';
import { readMarkup } from '../markup/index.js';
import type { ManifestItem, Package, SpineItem } from './package-file.js';

const TEXT_TYPES: ReadonlySet<string> = new Set([
  'application/xhtml+xml',
  'text/html',
  'application/x-dtbook+xml',
  'text/x-oeb1-document',
]);
/** Fallbacks of fallbacks that are followed. */
const MAX_FALLBACKS = 8;

const isText = (item: ManifestItem): boolean =>
  TEXT_TYPES.has(item.mediaType) || (!item.mediaType.startsWith('image/') && /\.x?html?$/i.test(item.href));

/** The reading order as text files: pictures are skipped, what is no text gives way to its fallback. */
export function textSpine(book: Package, warnings: string[]): readonly SpineItem[] {
  if (book.spine.length === 0) {
    const items = [...book.manifest.values()].filter((item) => isText(item) && !item.properties.includes('nav'));
    if (items.length > 0)
      warnings.push('The book does not say in which order it is read; its files were taken as listed.');
    return items.map((item) => ({ item, linear: true }));
  }
  return book.spine.flatMap(({ item, linear }) => {
    const text = withFallback(item, book);
    return text === null ? [] : [{ item: text, linear }];
  });
}

function withFallback(item: ManifestItem, book: Package): ManifestItem | null {
  let current: ManifestItem | undefined = item;
  for (let i = 0; i < MAX_FALLBACKS && current !== undefined; i++) {
    if (isText(current)) return current;
    current = book.manifest.get(current.fallback ?? '');
  }
  return null;
}

/** Text of one file of the reading order, or an empty one and a warning when it cannot be had. */
export async function readDocument(
  { item, linear }: SpineItem,
  language: string | null,
  bytes: () => Promise<Buffer>,
  warnings: string[],
): Promise<SourceDocument> {
  const name = item.name ?? item.href;
  try {
    if (item.name === null) return unreadable(name, linear, 'it is not in the archive', warnings);
    const { text } = decodeText(await bytes());
    return { ...readMarkup(text, language), name, linear };
  } catch (error) {
    if (error instanceof Error && error.name === 'EntryUnreadable')
      return unreadable(name, linear, error.message, warnings);
    throw error;
  }
}

function unreadable(name: string, linear: boolean, why: string, warnings: string[]): SourceDocument {
  warnings.push(`${name} could not be read and is missing from the audiobook: ${why}.`);
  return {
    name,
    linear,
    title: '',
    blocks: [],
    addedLetters: 0,
    endAnchors: [],
    dropped: [{ why: 'unreadable', count: 1, characters: 0, letters: 0 }],
  };
}
