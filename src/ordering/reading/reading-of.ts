import { createHash } from 'node:crypto';
import { loadSettings } from '../../config/index.js';
import type { EditedPlanRequest, Reading } from '../../planning/index.js';
import type { BookBytes } from '../book-file.js';
import { entriesOf, type WordList, wordListsFor } from '../lexicon/word-lists.js';
import { loadPlanning, loadReadingWords } from '../wiring.js';
import { readingChoiceOf } from './choice.js';
import { paceOf } from './pace.js';
import { readPlanText } from './plan-file.js';
import type { Place } from '../surroundings.js';
import type { LocalReadingWishes } from '../wishes.js';

/** How a book is to be read, before anybody has looked into it. */
export interface AskedReading {
  /** With every word of the lists, and no edits yet: which a plan file makes is known when the book is. */
  readonly reading: Reading;
  readonly planFile: EditedPlanRequest['planFile'];
  /** Whose words they are, the strongest first. */
  readonly wordLists: readonly WordList[];
}

/**
 * The one place where wishes, plan file and word lists become a reading.
 * Throws UserErrors: wishes, settings or a word list wrong (exit 2), a named list missing (5), plan file unusable (6).
 */
export async function readingAsked(wishes: LocalReadingWishes, here: Place, file: BookBytes): Promise<AskedReading> {
  const { NARRATORS_CHOICE, NOTE_PLACES, PARTS } = await loadReadingWords();
  const planFile = wishes.plan === undefined ? null : await planFileNamed(wishes.plan, here.cwd, file);
  const words = { parts: PARTS, places: NOTE_PLACES };
  const choice = readingChoiceOf(wishes, planFile?.file.reading ?? NARRATORS_CHOICE, words);
  const { settings } = loadSettings(
    { lexicon: wishes.lexicon, speed: wishes.speed, pauses: wishes.pause?.join(',') },
    here,
  );
  const wordLists = await wordListsFor(file.path, settings, here);
  return {
    reading: { choice, edits: [], lexicon: entriesOf(wordLists), pace: await paceOf(settings) },
    planFile,
    wordLists,
  };
}

async function planFileNamed(name: string, cwd: string, file: BookBytes): Promise<EditedPlanRequest['planFile']> {
  const { readPlanFile } = await loadPlanning();
  return { file: readPlanFile(await readPlanText(name, cwd), name), name, digest: digestOf(file) };
}

/** sha256 hex of the e-book's bytes. */
export const digestOf = ({ bytes }: Pick<BookBytes, 'bytes'>): string =>
  createHash('sha256').update(bytes).digest('hex');
