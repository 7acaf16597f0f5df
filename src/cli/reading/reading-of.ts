import { createHash } from 'node:crypto';
import { loadSettings } from '../../config/index.js';
import type { PlanFileEdits, Reading } from '../../planning/index.js';
import type { BookFile } from '../book-file.js';
import type { ListSurroundings } from '../lexicon/places.js';
import { entriesOf, type WordList, wordListsFor } from '../lexicon/word-lists.js';
import { loadBooks, loadPlanning } from '../wiring.js';
import { choiceOf } from './choice.js';
import type { ReadingFlags } from './flags.js';
import { readPlanText } from './plan-file.js';

type Book = Awaited<ReturnType<Awaited<ReturnType<typeof loadBooks>>['readBook']>>;

/** A book, and how it is to be read. */
export interface BookReading {
  /** As it is, before any edit. */
  readonly book: Book;
  /** With every word of the lists. */
  readonly reading: Reading;
  /** Whose words they are, the strongest first. */
  readonly wordLists: readonly WordList[];
  /** What a person should know of it, in sentences. */
  readonly notes: readonly string[];
}

/**
 * The one place where flags, plan file and word lists become a reading; it reads the book for it.
 * Throws UserErrors: flags or a word list wrong (exit 2), a named list missing (5), book or plan file unusable (6).
 */
export async function readingOf(flags: ReadingFlags, here: ListSurroundings, file: BookFile): Promise<BookReading> {
  const [books, { planFileEdits, readPlanFile }] = await Promise.all([loadBooks(), loadPlanning()]);
  const { plan: name } = flags;
  const planFile = name === undefined ? null : readPlanFile(await readPlanText(name, here.cwd), name);
  const words = { parts: books.PARTS, places: books.NOTE_PLACES };
  const choice = choiceOf(flags, planFile?.reading ?? books.NARRATORS_CHOICE, words);
  const { settings } = loadSettings({ lexicon: flags.lexicon }, here);
  const wordLists = await wordListsFor(file.path, settings, here);
  const book = await books.readBook(file.bytes, file.fileName, choice);
  const { edits, notes } =
    planFile === null || name === undefined
      ? UNEDITED
      : planFileEdits({ file: planFile, name, book, digest: digestOf(file), choice });
  const reading = { choice, edits: underSelection(edits, flags), lexicon: entriesOf(wordLists) };
  return { book, reading, wordLists, notes };
}

const UNEDITED: PlanFileEdits = { edits: [], notes: [] };

/** `--chapters` says which are read; a plan file beside it does not. */
const underSelection = (edits: Reading['edits'], { chapters }: ReadingFlags): Reading['edits'] =>
  chapters === undefined ? edits : edits.map((edit) => ({ ...edit, read: true }));

/** sha256 hex of the e-book's bytes. */
export const digestOf = ({ bytes }: Pick<BookFile, 'bytes'>): string =>
  createHash('sha256').update(bytes).digest('hex');
