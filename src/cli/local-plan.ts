import type { BookFile } from './book-file.js';
import type { PlannedBook } from '../planning/index.js';
import { loadBooks, loadPlanning } from './wiring.js';

/** No voice is chosen when a book is only looked at; the content keys of such a plan are not used. */
const NO_PROFILE = 'none';

/** Reads a book here, without a cluster or a voice. Throws UserErrors: book unusable (exit 6), chapters wrong (2). */
export async function planLocally(book: BookFile, chapters: string | null): Promise<PlannedBook> {
  const [{ readBook }, { planBook, PLAIN_READING }] = await Promise.all([loadBooks(), loadPlanning()]);
  const { bytes, fileName } = book;
  return planBook(readBook, { bytes, fileName, profile: NO_PROFILE, chapters, prefix: '', reading: PLAIN_READING });
}

/** What this book's text and pauses come to; null for an empty one. */
export function charactersPerSecond({ plan }: PlannedBook): number | null {
  const seconds = plan.chapters.reduce((sum, chapter) => sum + chapter.seconds, 0);
  const characters = plan.chapters.reduce((sum, chapter) => sum + chapter.characters, 0);
  return seconds > 0 ? characters / seconds : null;
}
