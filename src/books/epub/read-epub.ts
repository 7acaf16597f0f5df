import { toError, type UserError } from '../../core/index.js';
import { Archive } from '../archive/index.js';
import { damaged, emptyBook, protectedBook } from '../failures.js';
import { normaliseLanguage } from '../language.js';
import { LIMITS } from '../limits.js';
import type { ContentsEntry, Landmark, Manuscript, Place, SourceDocument } from '../manuscript.js';
import { charactersOf, refuseTooLong } from '../size-of-book.js';
import { type Contents, readContents } from './contents.js';
import { readCover } from './cover.js';
import { readDocument, textSpine } from './documents.js';
import { type FedBook, openFed } from './fed-epub2.js';
import { type Package, readPackage, type SpineItem } from './package-file.js';
import { ownerOf, refuseProtected } from './protection.js';

/** @throws UserError (exit 6): no EPUB, damaged, protected, without text files, larger than the limits. */
export async function readEpub(bytes: Uint8Array, file: string): Promise<Manuscript> {
  const archive = await Archive.open(bytes, file);
  const warnings: string[] = [];
  const book = await readPackage(archive, warnings);
  const spine = textSpine(book, warnings);
  if (spine.length === 0) throw emptyBook(file, 'None of its files is text: it may be made of pictures only.');
  await refuseProtected(archive, spine);
  const contents = await readContents(archive, book, warnings);
  const fed = await feed(archive, book, spine, contents, warnings);
  const { order, documents } = await readDocuments(archive, book, spine, fed, warnings);
  if (documents.every(isUnreadable)) throw nothingReadable(archive, documents.length, warnings);
  const cover = await readCover(archive, book, warnings);
  return {
    ...factsOf(book, fed, documents, file),
    cover,
    documents,
    ...placed(archive, contents, order, book),
    warnings: [...archive.doubts, ...warnings],
  };
}

const isUnreadable = ({ dropped }: SourceDocument): boolean => dropped.some(({ why }) => why === 'unreadable');

/** Cipher text without a word about it is protection all the same, where a shop left its licence. */
function nothingReadable(archive: Archive, files: number, warnings: readonly string[]): UserError {
  const owner = ownerOf(archive);
  if (owner !== null)
    return protectedBook(archive.file, `None of its ${files} texts can be read; they are encrypted by ${owner}.`);
  return damaged(archive.file, `None of its ${files} texts can be read. ${warnings.at(-files) ?? ''}`.trim());
}

/** epub2's own view of the book; without it ours is taken, and the user is told. */
async function feed(
  archive: Archive,
  book: Package,
  spine: readonly SpineItem[],
  contents: Contents,
  warnings: string[],
): Promise<FedBook | null> {
  try {
    const fed = await openFed(archive, book, spine, contents.lines, LIMITS.documentBytes);
    if (fed.flow.length === spine.length) return fed;
    warnings.push(`epub2 found ${fed.flow.length} of ${spine.length} files of the book; e2a's own reader was used.`);
  } catch (error) {
    if (error instanceof Error && error.name === 'UserError') throw error;
    warnings.push(`epub2 could not open the book (${toError(error).message}); e2a's own reader was used.`);
  }
  return null;
}

interface ReadDocuments {
  readonly order: readonly SpineItem[];
  readonly documents: readonly SourceDocument[];
}

async function readDocuments(
  archive: Archive,
  book: Package,
  spine: readonly SpineItem[],
  fed: FedBook | null,
  warnings: string[],
): Promise<ReadDocuments> {
  const order: SpineItem[] = [];
  const documents: SourceDocument[] = [];
  let characters = 0;
  for (const index of fed?.flow ?? spine.keys()) {
    const part = spine[index];
    if (part === undefined) continue;
    const bytes = (): Promise<Buffer> =>
      fed === null ? archive.read(part.item.name ?? '', LIMITS.documentBytes) : fed.bytes(index);
    order.push(part);
    const document = await readDocument(part, book.metadata.language, bytes, warnings);
    documents.push(document);
    characters += charactersOf(document);
    // Before the next file: many small ones in an archive are more than memory holds.
    refuseTooLong(characters, archive.file);
  }
  return { order, documents };
}

/** Names and fragments as places in the documents that were read; what leads elsewhere has none. */
function placed(
  archive: Archive,
  contents: Contents,
  order: readonly SpineItem[],
  book: Package,
): Pick<Manuscript, 'contents' | 'landmarks'> {
  const position = new Map(order.map(({ item }, i) => [item.name, i]));
  const placeOf = (target: { readonly name: string; readonly fragment: string | null }): Place | null => {
    const document = position.get(archive.find(target.name));
    return document === undefined ? null : { document, anchor: target.fragment };
  };
  const entries = contents.lines.map(
    ({ label, depth, target }): ContentsEntry => ({ label, depth, place: target === null ? null : placeOf(target) }),
  );
  const nav = [...book.manifest.values()].find((item) => item.properties.includes('nav'));
  const marks = [...contents.landmarks, ...(nav?.name ? [{ type: 'toc', name: nav.name, fragment: null }] : [])];
  const landmarks = marks.flatMap(({ type, ...target }): Landmark[] => {
    const place = placeOf(target);
    return place === null ? [] : [{ type, place }];
  });
  return { contents: entries, landmarks };
}

/** Metadata from epub2 where it has them; several authors, the identifier and a clean date are ours. */
function factsOf(
  book: Package,
  fed: FedBook | null,
  documents: readonly SourceDocument[],
  file: string,
): Omit<Manuscript, 'documents' | 'contents' | 'landmarks' | 'warnings'> {
  const own = book.metadata;
  const of = (name: string, ours: string | null): string | undefined => fed?.metadata[name] || ours || undefined;
  const authors = own.authors.length > 0 ? own.authors : [of('creator', null)].filter((author) => author !== undefined);
  const untitled = documents.find(({ title }) => title !== '')?.title ?? file.replace(/^.*[\\/]|\.epub$/gi, '');
  return {
    title: of('title', own.title) ?? untitled,
    authors,
    language: normaliseLanguage(of('language', own.language) ?? ''),
    identifier: own.identifier ?? undefined,
    publisher: of('publisher', own.publisher),
    date: of('date', own.date),
    description: of('description', own.description),
    ...own.edition,
  };
}
