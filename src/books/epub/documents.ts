import { decodeText, lostCharacters } from '../decode-text.js';
import { EntryUnreadable } from '../failures.js';
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
/** Skipped files that a warning names; more are counted. */
const NAMED = 5;
/** Characters looked at to tell text from data, and the share of control characters that no text has. */
const LOOKED_AT = 4_096;
const DATA_SHARE = 0.02;
const CONTROL = /(?!\s)\p{Cc}/gu;

const isText = (item: ManifestItem): boolean =>
  TEXT_TYPES.has(item.mediaType) || (!item.mediaType.startsWith('image/') && /\.x?html?$/i.test(item.href));

/** The reading order as text files: what is no text gives way to its fallback, or is skipped and named. */
export function textSpine(book: Package, warnings: string[]): readonly SpineItem[] {
  if (book.spine.length === 0) {
    const items = [...book.manifest.values()].filter((item) => isText(item) && !item.properties.includes('nav'));
    if (items.length > 0)
      warnings.push('The book does not say in which order it is read; its files were taken as listed.');
    return items.map((item) => ({ item, linear: true }));
  }
  const skipped: string[] = [];
  const texts = book.spine.flatMap(({ item, linear }) => {
    const text = withFallback(item, book);
    if (text === null) skipped.push(item.name ?? item.href);
    return text === null ? [] : [{ item: text, linear }];
  });
  if (skipped.length > 0 && texts.length > 0) warnings.push(skippedFiles(skipped));
  return texts;
}

function skippedFiles(names: readonly string[]): string {
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  const subject =
    names.length === 1 ? '1 file of the reading order is' : `${names.length} files of the reading order are`;
  return `${subject} no text (pictures or other data) and not read: ${names.slice(0, NAMED).join(', ')}${more}.`;
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
    const decoded = decodeText(await bytes());
    const { text } = decoded;
    if (isData(text)) throw new EntryUnreadable(`${name} holds no text but other data`);
    const document = readMarkup(text, language);
    warnings.push(...lostCharacters(name, decoded));
    if (text.trim() === '') warnings.push(`${name} holds no text at all.`);
    return { ...document, name, linear };
  } catch (error) {
    if (error instanceof Error && error.name === 'EntryUnreadable')
      return unreadable(name, linear, error.message, warnings);
    throw error;
  }
}

/** Cipher text, a picture or an archive under the name of a text. */
function isData(text: string): boolean {
  const head = text.slice(0, LOOKED_AT);
  return (head.match(CONTROL)?.length ?? 0) > head.length * DATA_SHARE;
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
