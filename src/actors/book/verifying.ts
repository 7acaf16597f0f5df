import type { Transition } from '../../core/index.js';
import type { WorkFailed } from '../order.js';
import { announce, become, unchanged } from '../transition.js';
import { refuse } from './commands.js';
import type { BookMessageOf } from './messages.js';
import {
  type BookState,
  chaptersOf,
  type EncodedEntry,
  hasSound,
  type JoinedEntry,
  type OrderedBook,
} from './state.js';
import { type AskedEntry, hearChapter, isAsked } from './work.js';

type BookTransition = Transition<BookState>;
type SoundingEntry = JoinedEntry | EncodedEntry;
type PlannedBook = Extract<OrderedBook, { chapters: unknown }>;

/** A second opinion on chapters that have their sound; whatever a recogniser says, the book goes its way. */
export function onVerifyBook(state: BookState, { chapters }: BookMessageOf<'VerifyBook'>): BookTransition {
  const wanted = chaptersOf(state)
    .filter(hasSound)
    .filter(({ n, heard }) => heard?.progress !== 'heard' && (chapters === undefined || chapters.includes(n)));
  if (!isPlanned(state) || wanted.length === 0)
    return refuse(state, 'verified', 'none of these chapters has a sound that was not heard yet');
  // Numbers of their own: a failure names its attempt and no chapter. What is queued already keeps its number: lost or not, it is there once then.
  let { hearings = 0 } = state;
  const asked = wanted.map(
    (entry): AskedEntry => (isAsked(entry) ? entry : { ...entry, heard: { progress: 'asked', attempt: ++hearings } }),
  );
  return become({ ...withEntries(state, asked), hearings }, [
    ...asked.map((entry) => hearChapter(state, entry)),
    announce(state.job, 'book-verifying', `Chapters to be heard by a recogniser: ${asked.length}.`),
  ]);
}

/** Of the sound that the chapter has now; of another it says nothing. */
export function onChapterVerified(state: BookState, message: BookMessageOf<'ChapterVerified'>): BookTransition {
  const { chapter, audio, object, words, errors } = message;
  const entry = chaptersOf(state)
    .filter(hasSound)
    .find((one) => one.id === chapter && one.audio === audio && one.heard?.progress !== 'heard');
  if (!isPlanned(state) || entry === undefined) return unchanged(state);
  const text = `${entry.title} was heard: ${errors} of ${words} words otherwise.`;
  return become(withEntries(state, [{ ...entry, heard: { progress: 'heard', object, words, errors } }]), [
    announce(state.job, 'chapter-verified', text),
  ]);
}

/** A recogniser that could not do it harms nobody; null when that was no such work. */
export function verificationFailed(state: BookState, { item, attempt, failure }: WorkFailed): BookTransition | null {
  if (item !== 'verify') return null;
  const entry = chaptersOf(state)
    .filter(isAsked)
    .find(({ heard }) => heard.attempt === attempt);
  if (!isPlanned(state) || entry === undefined) return unchanged(state);
  const text = `${entry.title} could not be heard: ${failure.what}`;
  return become(withEntries(state, [{ ...entry, heard: { progress: 'failed', attempt, failure } }]), [
    announce(state.job, 'chapter-not-verified', text),
  ]);
}

const isPlanned = (state: BookState): state is PlannedBook => 'chapters' in state;

function withEntries(state: PlannedBook, changed: readonly SoundingEntry[]): PlannedBook {
  const chapters = state.chapters.map((entry) => changed.find(({ id }) => id === entry.id) ?? entry);
  return { ...state, chapters };
}
