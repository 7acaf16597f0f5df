import { CODES, type Effect, type Failure, type JobId, type Transition } from '../../core/index.js';
import { announce, become, unchanged } from '../transition.js';
import { tellChapter } from './open-chapters.js';
import {
  type BookState,
  type ChapterEntry,
  chaptersOf,
  type OrderedBook,
  orderedOf,
  type RunningBook,
  sinceOf,
} from './state.js';
import { isAsked, writeControl } from './work.js';

const WITHDRAWN: Failure = { code: CODES.notNow, what: 'The book was stopped before a recogniser came to it.' };

/** How a running book ends early. What is spoken and what is joined stays, for RetryBook. */
export function cancelBook(state: RunningBook): Transition<BookState> {
  return become({ ...brokenOff(state), phase: 'cancelled' }, [
    ...stopEverything(state),
    announce(
      state.job,
      'book-cancelled',
      `${state.order.title} was cancelled; what is spoken is kept.`,
      sinceOf(state),
    ),
  ]);
}

export function failBook(state: RunningBook, failure: Failure): Transition<BookState> {
  return become({ ...brokenOff(state), phase: 'failed', failure }, [
    ...stopEverything(state),
    announce(state.job, 'book-failed', `${state.order.title} failed: ${failure.what}`, sinceOf(state)),
  ]);
}

/** The tombstone that stays, and everything else of the job on its way out. */
export function removeBook(state: OrderedBook): Transition<BookState> {
  const { job, run, attempt, order } = state;
  return become({ phase: 'removed', job, run, attempt, swept: false }, [
    ...stopEverything(state),
    perform('removeJob', job),
    announce(job, 'book-removed', `${order.title} was removed.`),
  ]);
}

/** Asked by the reconciler. Done in a turn of the book, so that a new order for it comes before or after, never meanwhile. */
export function sweepBook(state: BookState): Transition<BookState> {
  if (state.phase !== 'removed') return unchanged(state);
  const { job, swept } = state;
  if (!swept) return become({ ...state, swept: true }, [perform('removeJob', job)]);
  return become(state, [perform('removeJob', job), perform('removeTombstone', job)]);
}

const perform = (action: string, job: JobId): Effect => ({ type: 'perform', action, args: { job } });

/** Chapters that have something in the queue or in work: spoken or joined ones, and in mastering those being encoded. */
export function busyChapters(state: OrderedBook): readonly ChapterEntry[] {
  const busy = state.phase === 'mastering' ? 'joined' : 'speaking';
  return chaptersOf(state).filter((entry) => entry.progress === busy);
}

/** Control first: what is leased stops at once; then what is queued; then those who would ask for more. */
function stopEverything(state: OrderedBook): readonly Effect[] {
  const { job, run } = state;
  const told = busyChapters(state).map(({ id }) => tellChapter(job, id, { type: 'CancelChapter', run }));
  return [writeControl(job, 'cancel'), { type: 'withdraw', job }, ...told];
}

function brokenOff(state: RunningBook) {
  const read = state.phase === 'reading' ? {} : { summary: state.summary };
  return { ...orderedOf(state), ...read, paused: false, chapters: chaptersOf(state).map(notAsked) };
}

/** Recognisers were to hear it: that was withdrawn, too. */
function notAsked(entry: ChapterEntry): ChapterEntry {
  if (!isAsked(entry)) return entry;
  const { heard, ...rest } = entry;
  return { ...rest, heard: { progress: 'failed', attempt: heard.attempt, failure: WITHDRAWN } };
}
