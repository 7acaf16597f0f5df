import type { EditedPlan, PlannedBook, PlanRequest, Reading } from '../planning/index.js';
import type { BookBytes } from './book-file.js';
import { narrowedReading, type WordUse, wordUses } from './lexicon/words-used.js';
import { readingAsked } from './reading/reading-of.js';
import type { OrderSurroundings } from './surroundings.js';
import { loadPlanner, loadReading } from './wiring.js';
import type { LocalReadingWishes } from './wishes.js';

/** No voice is chosen when a book is only looked at; the content keys of such a plan are not used. */
const NO_PROFILE = 'none';

/** A book, and how it is to be read. */
export interface BookReading extends Pick<EditedPlan, 'book'> {
  /** With the words that stand in it. */
  readonly reading: Reading;
}

export interface LocalPlan extends BookReading, Pick<EditedPlan, 'planned' | 'notes'> {
  /** How often each word of the lists is in it. */
  readonly words: readonly WordUse[];
}

/**
 * Reads and plans a book on this machine without a cluster or a voice, in a process of its own: whatever is in it, the
 * command goes on. Throws what `readingAsked` throws, and UserErrors for a book or plan file that cannot be used (exit 6),
 * wrong chapters (2), a missing program (7).
 */
export async function planLocally(
  file: BookBytes,
  wishes: LocalReadingWishes,
  here: OrderSurroundings,
  languageVoices: PlanRequest['languageVoices'] = [],
): Promise<LocalPlan> {
  const { wordLists, ...asked } = await readingAsked(wishes, here, file);
  const { planEditedApart } = await loadReading();
  const request = { ...requestOf(file, wishes.chapters ?? null), ...asked, profile: NO_PROFILE, languageVoices };
  const { book, planned, edits, notes } = await planEditedApart(request, here.signal, here.readingLimits);
  return {
    book,
    reading: narrowedReading({ ...asked.reading, edits }, planned),
    notes,
    planned,
    words: wordUses(wordLists, planned.wordsFound),
  };
}

/** Another plan of a book that has been read: no reader sees it again, so it is made here. */
export async function planAgain(
  { book, reading }: BookReading,
  file: BookBytes,
  chapters: string | null,
  voices: Pick<PlanRequest, 'profile' | 'languageVoices'> = { profile: NO_PROFILE },
): Promise<PlannedBook> {
  const { planBook } = await loadPlanner();
  return planBook(() => Promise.resolve(book), { ...requestOf(file, chapters), ...voices, reading });
}

const requestOf = ({ bytes, fileName }: BookBytes, chapters: string | null) => ({
  bytes,
  fileName,
  chapters,
  prefix: '',
});

/** What an English voice speaks in a second, where the book's own plan is not at hand. */
export const USUAL_CHARACTERS_PER_SECOND = 15;

/** What this book's text and pauses come to; null for an empty one. */
export function charactersPerSecond({ plan }: PlannedBook): number | null {
  const seconds = plan.chapters.reduce((sum, chapter) => sum + chapter.seconds, 0);
  const characters = plan.chapters.reduce((sum, chapter) => sum + chapter.characters, 0);
  return seconds > 0 ? characters / seconds : null;
}
