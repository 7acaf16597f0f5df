import type { Effect, Instant, Transition } from '../../core/index.js';
import { become, unchanged } from '../transition.js';
import { attemptsOf, openSegments } from './attempts.js';
import { afterAsking } from './effort.js';
import { requestSpeech } from './effects.js';
import type { ChapterState, SegmentTrouble, SpeakingChapter } from './state.js';

/** A segment is overdue after this many times what one usually takes. */
const OVERDUE_FACTOR = 2;
/** In milliseconds. Sooner, a second attempt costs more turns than it can save. */
const LEAST_OVERDUE_MS = 500;
/** In milliseconds. Later, a slot that hangs would have been found by other means; also while nothing was measured. */
const MOST_OVERDUE_MS = 120_000;
/** Per segment: a third slot seldom does what two could not. */
const MOST_SECONDS = 2;
/** Of a new measurement in the running mean: a slot that turns slow is noticed within some ten segments. */
const NEWEST_SHARE = 0.1;

/** The running mean with one more measurement; a clip that was found (`ms` 0) says nothing about speed. */
export function nextPace(mean: number | null, ms: number, characters: number): number | null {
  if (ms === 0 || characters === 0) return mean;
  const measured = ms / characters;
  return mean === null ? measured : mean + NEWEST_SHARE * (measured - mean);
}

/** Sets the alarm for overdue segments, if there is nothing left to ask for and something left to race for. */
export function setAlarm(state: SpeakingChapter, at: Instant): Transition<SpeakingChapter> {
  const allAsked = state.hurry && !state.paused && state.requested === state.segments;
  // No alarm without something to race for: an actor that wakes for ever never looks silent to the reconciler.
  if (!allAsked || state.overdueAt !== null || raceable(state).length === 0) return become(state);
  const overdueAt = at + overdueMs(state);
  return become({ ...state, overdueAt }, [{ type: 'wakeAt', at: overdueAt }]);
}

/** Overdue segments are asked for a second time, a window of them at most; the first clip wins. */
export function raceOverdue(state: ChapterState, at: Instant): Transition<ChapterState> {
  if (state.phase !== 'speaking' || state.overdueAt === null) return unchanged(state);
  if (at < state.overdueAt) return become(state, [{ type: 'wakeAt', at: state.overdueAt }]); // another host's clock
  const attempt = state.attempt + 1;
  const raced = raceable(state).slice(0, Math.max(1, state.window));
  const trouble: Record<string, SegmentTrouble> = { ...state.trouble };
  for (const segment of raced) {
    const before = attemptsOf(state, segment);
    trouble[segment] = { ...before, second: attempt, seconds: before.seconds + 1 };
  }
  const asking = { ...state, overdueAt: null, attempt, trouble, ...afterAsking(state, raced.length) };
  const next = setAlarm(asking, at);
  const asked = raced.map((segment): Effect => requestSpeech(state, segment, attempt, true));
  return become(next.state, [...asked, ...next.effects]);
}

/** Unsettled, in flight once, and not yet raced for too often. */
const raceable = (state: SpeakingChapter): readonly number[] =>
  openSegments(state).filter((segment) => {
    const { attempt, second, seconds } = attemptsOf(state, segment);
    return attempt !== null && second === null && seconds < MOST_SECONDS;
  });

function overdueMs({ msPerCharacter, characters, segments }: SpeakingChapter): number {
  if (msPerCharacter === null) return MOST_OVERDUE_MS;
  const usual = (msPerCharacter * characters) / segments;
  return Math.round(Math.min(MOST_OVERDUE_MS, Math.max(LEAST_OVERDUE_MS, OVERDUE_FACTOR * usual)));
}
