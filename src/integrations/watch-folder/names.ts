import { basename, dirname } from 'node:path';

const NOTE_ENDING = '.e2a.json';
/** What browsers, sync programs and writers leave while they are not done; `~$` are locks of office programs. */
const UNFINISHED = /^(?:\.|~\$)|\.(?:part|tmp|temp|crdownload|download|partial|bak|old)$/i;

/** The note beside a book: `book.epub` → `book.epub.e2a.json`. */
export const noteOf = (book: string): string => `${book}${NOTE_ENDING}`;

/** The book that a file tells of: of a note its book, of any other file itself; null: it is none, and becomes none. */
export function bookOf(path: string, folder: string): string | null {
  const book = path.endsWith(NOTE_ENDING) ? path.slice(0, -NOTE_ENDING.length) : path;
  for (let place = book; place !== folder && place !== dirname(place); place = dirname(place))
    if (UNFINISHED.test(basename(place))) return null;
  return book;
}
