import type { Effect, Failure, Transition } from '../../core/index.js';
import { announce, become } from '../transition.js';
import { tellChapter } from './open-chapters.js';
import {
  type BookState,
  type ChapterEntry,
  chaptersOf,
  type OrderedBook,
  orderedOf,
  type RunningBook,
} from './state.js';
import { writeControl } from './work.js';

/** How a running book ends early. What is spoken and what is joined stays, for RetryBook. */
export function cancelBook(state: RunningBook): Transition<BookState> {
  return become({ ...brokenOff(state), phase: 'cancelled' }, [
    ...stopEverything(state),
    announce(state.job, 'book-cancelled', `${state.order.title} was cancelled; what is spoken is kept.`),
  ]);
}

export function failBook(state: RunningBook, failure: Failure): Transition<BookState> {
  return become({ ...brokenOff(state), phase: 'failed', failure }, [
    ...stopEverything(state),
    announce(state.job, 'book-failed', `${state.order.title} failed: ${failure.what}`),
  ]);
}

/** The tombstone that stays, and everything else of the job on its way out. */
export function removeBook(state: OrderedBook): Transition<BookState> {
  const { job, run, attempt, order } = state;
  return become({ phase: 'removed', job, run, attempt }, [
    ...stopEverything(state),
    { type: 'perform', action: 'removeJob', args: { job } },
    announce(job, 'book-removed', `${order.title} was removed.`),
  ]);
}

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
  return { ...orderedOf(state), ...read, paused: false, chapters: chaptersOf(state) };
}
