import type { PlannedBook } from '../planning/index.js';
import type { BookFile } from './book-file.js';
import type { ReadingFlags } from './reading/flags.js';
import { type BookReading, readingOf } from './reading/reading-of.js';
import type { CommandContext } from './surroundings.js';
import { loadPlanning } from './wiring.js';

/** No voice is chosen when a book is only looked at; the content keys of such a plan are not used. */
const NO_PROFILE = 'none';

export interface LocalPlan extends BookReading {
  readonly planned: PlannedBook;
}

/** Reads and plans a book here, without a cluster or a voice. Throws what `readingOf` throws, and for wrong chapters (exit 2). */
export async function planLocally(
  file: BookFile,
  flags: ReadingFlags,
  context: Pick<CommandContext, 'cwd'>,
): Promise<LocalPlan> {
  const read = await readingOf(flags, context, file);
  return { ...read, planned: await planAgain(read, file, flags.chapters ?? null) };
}

/** The plan of a book that has been read. */
export async function planAgain(
  { book, reading }: Pick<BookReading, 'book' | 'reading'>,
  { bytes, fileName }: BookFile,
  chapters: string | null,
): Promise<PlannedBook> {
  const { planBook } = await loadPlanning();
  const request = { bytes, fileName, profile: NO_PROFILE, chapters, prefix: '', reading };
  return planBook(() => Promise.resolve(book), request);
}

/** What this book's text and pauses come to; null for an empty one. */
export function charactersPerSecond({ plan }: PlannedBook): number | null {
  const seconds = plan.chapters.reduce((sum, chapter) => sum + chapter.seconds, 0);
  const characters = plan.chapters.reduce((sum, chapter) => sum + chapter.characters, 0);
  return seconds > 0 ? characters / seconds : null;
}
