import type { Effect, Transition } from '../../core/index.js';
import { announce, become, unchanged } from '../transition.js';
import { assembleWhenEncoded, openOrMaster } from './chapter-events.js';
import type { BookMessageOf } from './messages.js';
import { tellChapter } from './open-chapters.js';
import {
  type BookState,
  type ChapterEntry,
  chaptersOf,
  isOrdered,
  isRunning,
  type OrderedBook,
  type RunningBook,
} from './state.js';
import { busyChapters, cancelBook, removeBook } from './stopping.js';
import { hearAgain, writeControl } from './work.js';

type BookTransition = Transition<BookState>;

/** What people ask of a book. Each command has an answer in every state; one that is impossible is refused with the reason, for those who watch. */
export function onCancelBook(state: BookState): BookTransition {
  return isRunning(state) ? cancelBook(state) : refuse(state, 'cancelled', whyNotRunning(state));
}

export function onPauseBook(state: BookState): BookTransition {
  if (!isRunning(state)) return refuse(state, 'paused', whyNotRunning(state));
  if (state.paused) return refuse(state, 'paused', 'it is paused already');
  const { job, run, order } = state;
  return become({ ...state, paused: true }, [
    writeControl(job, 'pause'),
    { type: 'withdraw', job },
    ...busyChapters(state).map(({ id }) => tellChapter(job, id, { type: 'PauseChapter', run })),
    announce(job, 'book-paused', `${order.title} is paused; what is being spoken is finished.`),
  ]);
}

export function onResumeBook(state: BookState): BookTransition {
  if (!isRunning(state)) return refuse(state, 'resumed', whyNotRunning(state));
  if (!state.paused) return refuse(state, 'resumed', 'it is not paused');
  const { job, run, order } = state;
  const next = takeUp({ ...state, paused: false });
  return become(next.state, [
    writeControl(job, 'run'),
    ...busyChapters(state).map(({ id }) => tellChapter(job, id, { type: 'ResumeChapter', run })),
    ...reconcileAll(state),
    ...hearAgain(state),
    ...next.effects,
    announce(job, 'book-resumed', `${order.title} goes on.`),
  ]);
}

/** What is queued comes back under the new priority. So does what is in hand, which is finished all the same: the first result counts. */
export function onMoveBook(state: BookState, { priority }: BookMessageOf<'MoveBook'>): BookTransition {
  if (!isRunning(state)) return refuse(state, 'moved', whyNotRunning(state));
  if (state.order.priority === priority) return refuse(state, 'moved', `its priority is ${priority} already`);
  const { job, run, order } = state;
  const moved = { ...state, order: { ...order, priority } };
  return become(moved, [
    ...startedChapters(state).map(({ id }) => tellChapter(job, id, { type: 'SetPriority', run, priority })),
    { type: 'withdraw', job },
    ...(state.paused ? [] : [...reconcileAll(state), ...hearAgain(moved)]),
    announce(job, 'book-moved', `${order.title} has the priority ${priority} now.`),
  ]);
}

export function onRemoveBook(state: BookState): BookTransition {
  return isOrdered(state) ? removeBook(state) : unchanged(state);
}

/** Said to whoever watches; a book that nobody ordered, or that is gone, has nobody to say it to. */
export function refuse(state: BookState, verb: string, why: string): BookTransition {
  if (!isOrdered(state)) return unchanged(state);
  return become(state, [announce(state.job, 'command-refused', `${state.order.title} is not ${verb}: ${why}.`)]);
}

/** Those that will ask for something later are told as well: a joined chapter is encoded some time. */
const startedChapters = (state: RunningBook): readonly ChapterEntry[] =>
  chaptersOf(state).filter((entry) => entry.progress !== 'waiting' && entry.progress !== 'failed');

const whyNotRunning = (state: BookState): string => `it is ${state.phase}`;

/** Steps that were held back while the book was paused. */
function takeUp(state: RunningBook): BookTransition {
  if (state.phase === 'converting') return openOrMaster(state);
  return state.phase === 'mastering' ? assembleWhenEncoded(state) : unchanged(state);
}

/** Everybody with work of theirs is shown what the queue holds of it, and asks again for the rest. */
function reconcileAll(state: OrderedBook): readonly Effect[] {
  const reconcile = (chapter: string | null): Effect => ({
    type: 'perform',
    action: 'reconcileChapter',
    args: { job: state.job, chapter },
  });
  const isOwnWork = state.phase === 'reading' || state.phase === 'assembling';
  return isOwnWork ? [reconcile(null)] : busyChapters(state).map(({ id }) => reconcile(id));
}
