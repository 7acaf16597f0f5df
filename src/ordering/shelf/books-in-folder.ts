import { loadBooks } from '../wiring.js';
import { booksAmong } from './books-among.js';

/** Of the names in one folder those that are books, each book once, in its best format. */
export async function booksInFolder(names: readonly string[]): Promise<readonly string[]> {
  const { BOOK_EXTENSIONS } = await loadBooks();
  return booksAmong(names, BOOK_EXTENSIONS);
}
