import type { Transition } from '../../core/index.js';
import { announce, become, unchanged } from '../transition.js';
import { openOrMaster } from './chapter-events.js';
import { refuse } from './commands.js';
import type { BookMessageOf } from './messages.js';
import {
  type BookState,
  type CancelledBook,
  type ChapterEntry,
  type ConvertingBook,
  type FailedBook,
  type FinishedBook,
  factsOf,
  isFailed,
  isJoined,
  isOrdered,
  isRunning,
  orderedOf,
  type ReadingBook,
} from './state.js';
import { countFleet, readBook, writeControl } from './work.js';

type BookTransition = Transition<BookState>;
type BookThatIsOver = FinishedBook | FailedBook | CancelledBook;
type RetryBook = BookMessageOf<'RetryBook'>;

/** A book that is over goes on from what it has: chosen chapters are spoken again, the others keep their sound. */
export function onRetryBook(state: BookState, message: RetryBook): BookTransition {
  if (!isOrdered(state)) return unchanged(state);
  if (isRunning(state)) return refuse(state, 'retried', `it is still ${state.paused ? 'paused' : state.phase}`);
  if (state.summary === undefined) return readAgain(state);
  const strange = message.chapters?.find((n) => !state.chapters.some((entry) => entry.n === n));
  if (strange !== undefined) return refuse(state, 'retried', `it has no chapter ${strange}`);
  const chapters = state.chapters.map((entry) => (mustSpeak(entry, message) ? asWaiting(entry) : asJoined(entry)));
  const open = chapters.filter((entry) => entry.progress === 'waiting').length;
  const hasFile = state.phase === 'completed' || state.phase === 'partial';
  if (open === 0 && (hasFile || !chapters.some(isJoined))) return refuse(state, 'retried', whyNothing(message));
  const { job, run } = state;
  const converting: ConvertingBook = {
    ...orderedOf(state),
    phase: 'converting',
    run: run + 1,
    summary: state.summary,
    chapters,
    hurried: false,
  };
  const next = openOrMaster(converting);
  const text = `${state.order.title} goes on; chapters to speak: ${open} of ${chapters.length}.`;
  return become(next.state, [
    writeControl(job, 'run'),
    countFleet(state),
    ...next.effects,
    announce(job, 'book-retried', text),
  ]);
}

/** It ended before it was read. */
function readAgain(state: BookThatIsOver): BookTransition {
  const { job, order } = state;
  const reading: ReadingBook = {
    ...orderedOf(state),
    phase: 'reading',
    run: state.run + 1,
    attempt: state.attempt + 1,
  };
  const text = `${order.title} is read again.`;
  return become(reading, [
    writeControl(job, 'run'),
    countFleet(state),
    readBook(reading),
    announce(job, 'book-retried', text),
  ]);
}

function mustSpeak(entry: ChapterEntry, { what, chapters }: RetryBook): boolean {
  if (entry.progress === 'waiting' || entry.progress === 'speaking') return true;
  const isWanted = what === 'all' || isFailed(entry) || entry.silent.length > 0;
  return isWanted && (chapters === undefined || chapters.includes(entry.n));
}

/** Spoken anew from the first segment on; clips that are still there are found. */
function asWaiting(entry: ChapterEntry): ChapterEntry {
  const { effort: _effort, ...facts } = factsOf(entry);
  return { ...facts, progress: 'waiting', requested: 0, spoken: 0, spokenCharacters: 0, silent: [] };
}

/** Mastered again with the others: the book has one gain. */
function asJoined(entry: ChapterEntry): ChapterEntry {
  if (entry.progress !== 'encoded') return entry;
  const { packets: _packets, ...joined } = entry;
  return { ...joined, progress: 'joined' };
}

const whyNothing = ({ chapters }: RetryBook): string =>
  `nothing is missing in ${chapters === undefined ? 'it' : 'these chapters'}`;
