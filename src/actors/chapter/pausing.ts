import type { Transition } from '../../core/index.js';
import { become, unchanged } from '../transition.js';
import type { ChapterState, EncodingChapter, JoiningChapter, SpeakingChapter } from './state.js';

/** Nothing is asked for from now on and the queue is emptied; what slots hold already is taken when it comes. */
export function pauseChapter(state: ChapterState, run: number): Transition<ChapterState> {
  if (!isAtWork(state) || state.run !== run || state.paused) return unchanged(state);
  const paused = state.phase === 'speaking' ? { ...state, paused: true, overdueAt: null } : { ...state, paused: true };
  return become(paused, [{ type: 'withdraw', job: state.job, chapter: state.chapter }]);
}

/**
 * Asks for nothing yet: Reconcile follows and tells what the queue holds. What a slot has had in hand since before the
 * pause is not in there any more and is asked for once more; the first result counts.
 */
export function resumeChapter(state: ChapterState, run: number): Transition<ChapterState> {
  if (!isAtWork(state) || state.run !== run || !state.paused) return unchanged(state);
  return become({ ...state, paused: false });
}

const isAtWork = (state: ChapterState): state is SpeakingChapter | JoiningChapter | EncodingChapter =>
  state.phase === 'speaking' || state.phase === 'joining' || state.phase === 'encoding';
