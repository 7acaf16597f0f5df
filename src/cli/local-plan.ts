import type { PlannedBook, PlanRequest } from '../planning/index.js';
import type { BookFile } from './book-file.js';
import type { ListSurroundings } from './lexicon/places.js';
import { narrowedReading, type WordUse, wordUses } from './lexicon/words-used.js';
import type { ReadingFlags } from './reading/flags.js';
import { type BookReading, readingOf } from './reading/reading-of.js';
import { loadPlanning } from './wiring.js';

/** No voice is chosen when a book is only looked at; the content keys of such a plan are not used. */
const NO_PROFILE = 'none';

export interface LocalPlan extends BookReading {
  readonly planned: PlannedBook;
  /** How often each word of the lists is in it; `reading` has only those that are. */
  readonly words: readonly WordUse[];
}

/** Reads and plans a book here, without a cluster or a voice. Throws what `readingOf` throws, and for wrong chapters (exit 2). */
export async function planLocally(
  file: BookFile,
  flags: ReadingFlags,
  here: ListSurroundings,
  languageVoices: PlanRequest['languageVoices'] = [],
): Promise<LocalPlan> {
  const read = await readingOf(flags, here, file);
  const planned = await planAgain(read, file, flags.chapters ?? null, { profile: NO_PROFILE, languageVoices });
  return {
    ...read,
    reading: narrowedReading(read.reading, planned),
    planned,
    words: wordUses(read.wordLists, planned.wordsFound),
  };
}

/** The plan of a book that has been read. */
export async function planAgain(
  { book, reading }: Pick<BookReading, 'book' | 'reading'>,
  { bytes, fileName }: BookFile,
  chapters: string | null,
  voices: Pick<PlanRequest, 'profile' | 'languageVoices'> = { profile: NO_PROFILE },
): Promise<PlannedBook> {
  const { planBook } = await loadPlanning();
  const request = { ...voices, bytes, fileName, chapters, prefix: '', reading };
  return planBook(() => Promise.resolve(book), request);
}

/** What this book's text and pauses come to; null for an empty one. */
export function charactersPerSecond({ plan }: PlannedBook): number | null {
  const seconds = plan.chapters.reduce((sum, chapter) => sum + chapter.seconds, 0);
  const characters = plan.chapters.reduce((sum, chapter) => sum + chapter.characters, 0);
  return seconds > 0 ? characters / seconds : null;
}
