import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CODES, EXIT, UserError } from '../../core/index.js';
import { loadBooks } from '../wiring.js';
import { bestFirst, booksAmong, compareNames } from './books-among.js';

/** Books that one command takes: about a year of a publisher's list; more are several commands. */
const MOST_BOOKS = 10_000;
/** Folders that are looked into for them: a whole disk is no shelf. */
const MOST_FOLDERS = 100_000;

/** What was named on the command line. */
export interface Shelf {
  /** As a person would name them, folders replaced by the books in them. */
  readonly books: readonly string[];
  /** One file was named: nothing is done differently than for a book. */
  readonly isOneBook: boolean;
}

/**
 * Files as they are named, and the e-books of folders, sorted, those of folders in them included, each in its best
 * format; hidden files and folders and what links point to are passed over. A file that is not there, and a folder that
 * nobody may look into, is a book that cannot be read.
 * @throws UserError: a folder has no book (exit 6), there are too many (2)
 */
export async function shelfOf(names: readonly string[], cwd: string): Promise<Shelf> {
  const books: string[] = [];
  let hasFolder = false;
  for (const name of names) {
    const isFolder = await stat(resolve(cwd, name)).then(
      (facts) => facts.isDirectory(),
      () => false,
    );
    hasFolder ||= isFolder;
    if (!isFolder) books.push(name);
    else for await (const book of booksIn(name, cwd)) addTo(books, book);
    if (books.length > MOST_BOOKS) throw tooMany(name, `${MOST_BOOKS} books`);
  }
  return { books, isOneBook: books.length === 1 && !hasFolder };
}

function addTo(books: string[], book: string): void {
  books.push(book);
  if (books.length > MOST_BOOKS) throw tooMany(book, `${MOST_BOOKS} books`);
}

async function* booksIn(folder: string, cwd: string): AsyncIterable<string> {
  const { BOOK_EXTENSIONS } = await loadBooks();
  const waiting = [folder];
  let found = 0;
  for (let looked = 0; waiting.length > 0; looked++) {
    if (looked > MOST_FOLDERS) throw tooMany(folder, `${MOST_FOLDERS} folders`);
    const place = waiting.pop() ?? folder;
    const entries = await readdir(resolve(cwd, place), { withFileTypes: true }).catch(() => null);
    if (entries === null) {
      found += 1;
      yield place;
      continue;
    }
    const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    for (const name of booksAmong(files, BOOK_EXTENSIONS)) {
      found += 1;
      yield join(place, name);
    }
    const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
    waiting.push(
      ...folders
        .map(({ name }) => name)
        .sort((a, b) => compareNames(b, a))
        .map((name) => join(place, name)),
    );
  }
  if (found === 0) throw noBooks(folder, BOOK_EXTENSIONS);
}

const noBooks = (folder: string, extensions: readonly string[]): UserError =>
  new UserError(
    {
      code: CODES.fileUnreadable,
      what: `There is no e-book in ${folder}.`,
      why: `Files are taken for e-books that end with ${bestFirst(extensions).join(', ')}; hidden ones are passed over.`,
      fix: 'name the files themselves, or another folder',
    },
    EXIT.badInput,
  );

const tooMany = (name: string, most: string): UserError =>
  new UserError(
    {
      code: CODES.usage,
      what: `These are more than ${most}.`,
      why: `${name} came after them; nothing was begun.`,
      fix: 'name a part of the folders at a time',
    },
    EXIT.usage,
  );
