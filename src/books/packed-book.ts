import { Archive } from './archive/index.js';
import type { FileFacts } from './file-facts.js';
import { LIMITS } from './limits.js';

/** Files that are a book when they lie alone in an archive: `novel.fb2.zip`, a text as Project Gutenberg packs it. */
const BOOK_IN_ARCHIVE = /\.(fb2|txt|html?|xhtml|md|rtf|epub|docx|mobi|azw3|pdf)$/i;
/** What makes the archive itself a book. */
const IS_BOOK = /^meta-inf\/|\.opf$|^word\/|^mimetype$/;

export interface UnpackedBook {
  readonly bytes: Buffer;
  readonly fileName: string;
  /** What was wrong with the archive, a sentence each. */
  readonly doubts: readonly string[];
}

/** The one book that an archive was packed with; null when the archive is a book itself, or holds several or none. */
export async function unpackOne(facts: FileFacts): Promise<UnpackedBook | null> {
  const names = facts.names ?? [];
  if (names.some((name) => IS_BOOK.test(name))) return null;
  const books = names.filter((name) => BOOK_IN_ARCHIVE.test(name) && !name.startsWith('__macosx/'));
  const [only] = books;
  if (only === undefined || books.length > 1) return null;
  const archive = await Archive.open(facts.bytes, facts.fileName);
  const bytes = await archive.read(only, LIMITS.entryBytes);
  return { bytes, fileName: only.replace(/^.*\//, ''), doubts: archive.doubts };
}
