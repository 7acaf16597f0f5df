import { createHash } from 'node:crypto';
import { loadSettings } from '../../config/index.js';
import type { EditedPlanRequest, Reading } from '../../planning/index.js';
import type { BookFile } from '../book-file.js';
import type { ListSurroundings } from '../lexicon/places.js';
import { entriesOf, type WordList, wordListsFor } from '../lexicon/word-lists.js';
import { loadPlanning, loadReadingWords } from '../wiring.js';
import { choiceOf } from './choice.js';
import type { ReadingFlags } from './flags.js';
import { paceOf } from './pace.js';
import { readPlanText } from './plan-file.js';

/** How a book is to be read, before anybody has looked into it. */
export interface AskedReading {
  /** With every word of the lists, and no edits yet: which a plan file makes is known when the book is. */
  readonly reading: Reading;
  readonly planFile: EditedPlanRequest['planFile'];
  /** Whose words they are, the strongest first. */
  readonly wordLists: readonly WordList[];
}

/**
 * The one place where flags, plan file and word lists become a reading.
 * Throws UserErrors: flags, settings or a word list wrong (exit 2), a named list missing (5), plan file unusable (6).
 */
export async function readingAsked(flags: ReadingFlags, here: ListSurroundings, file: BookFile): Promise<AskedReading> {
  const { NARRATORS_CHOICE, NOTE_PLACES, PARTS } = await loadReadingWords();
  const planFile = flags.plan === undefined ? null : await planFileNamed(flags.plan, here.cwd, file);
  const words = { parts: PARTS, places: NOTE_PLACES };
  const choice = choiceOf(flags, planFile?.file.reading ?? NARRATORS_CHOICE, words);
  const { settings } = loadSettings(
    { lexicon: flags.lexicon, speed: flags.speed, pauses: flags.pause?.join(',') },
    here,
  );
  const wordLists = await wordListsFor(file.path, settings, here);
  return {
    reading: { choice, edits: [], lexicon: entriesOf(wordLists), pace: await paceOf(settings) },
    planFile,
    wordLists,
  };
}

async function planFileNamed(name: string, cwd: string, file: BookFile): Promise<EditedPlanRequest['planFile']> {
  const { readPlanFile } = await loadPlanning();
  return { file: readPlanFile(await readPlanText(name, cwd), name), name, digest: digestOf(file) };
}

/** sha256 hex of the e-book's bytes. */
export const digestOf = ({ bytes }: Pick<BookFile, 'bytes'>): string =>
  createHash('sha256').update(bytes).digest('hex');
