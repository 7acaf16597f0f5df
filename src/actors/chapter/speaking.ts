import { type Effect, type Failure, type Instant, segmentToken, type Transition } from '../../core/index.js';
import type { WorkFailed } from '../order.js';
import { announce, become, unchanged } from '../transition.js';
import {
  afterFailure,
  attemptsOf,
  isHopeless,
  isIdle,
  isInFlight,
  isOpen,
  openSegments,
  settledCount,
  withoutTrouble,
} from './attempts.js';
import { afterAsking, afterSpeaking, effortOf } from './effort.js';
import { joinClips, requestSpeech, speechToken, tellBook } from './effects.js';
import { nextPace, setAlarm } from './hurrying.js';
import type { ChapterMessageOf } from './messages.js';
import { countSegments, emptySegmentSet, withSegment } from './segment-set.js';
import {
  type ChapterState,
  type JoiningChapter,
  paceOf,
  type SegmentTrouble,
  type SpeakingChapter,
  startedOf,
} from './state.js';

type ChapterTransition = Transition<ChapterState>;

/** More than a chapter uses up: one that was removed and is made again in a later run repeats none of them, and what became of those is not taken for its own. */
const ATTEMPTS_PER_RUN = 1_000;
/** The Book hears of progress this many times per chapter at least, of all being asked for, and of every segment after that: it must know the end of the book. */
const REPORTS_PER_CHAPTER = 20;

export function startSpeaking(
  state: ChapterState,
  message: ChapterMessageOf<'StartChapter'>,
  at: Instant,
): ChapterTransition {
  if (state.phase !== 'waiting' && message.run <= state.run) return unchanged(state);
  const attempt = state.phase === 'waiting' ? (message.run - 1) * ATTEMPTS_PER_RUN + 1 : state.attempt + 1;
  const { type: _type, ...ordered } = message;
  const speaking: SpeakingChapter = {
    ...ordered,
    phase: 'speaking',
    job: state.job,
    chapter: state.chapter,
    attempt,
    silent: [],
    paused: false,
    hurry: false,
    msPerCharacter: null,
    requested: 0,
    firstAttempt: attempt,
    spoken: emptySegmentSet(message.segments),
    spokenCharacters: 0,
    trouble: {},
    overdueAt: null,
    startedAt: at,
  };
  return proceed(
    speaking,
    [announce(state.job, 'chapter-started', `${message.title}: ${message.segments} segments.`)],
    at,
  );
}

/** What the Book says of the fleet and of its own progress. */
export function changePace(
  state: ChapterState,
  run: number,
  change: Partial<Pick<SpeakingChapter, 'window' | 'nodes' | 'hurry'>>,
  at: Instant,
): ChapterTransition {
  if ((state.phase !== 'speaking' && state.phase !== 'joining') || run !== state.run) return unchanged(state);
  return state.phase === 'speaking' ? proceed({ ...state, ...change }, [], at) : become({ ...state, ...change });
}

export function segmentSpoken(
  state: ChapterState,
  message: ChapterMessageOf<'SegmentSpoken'>,
  at: Instant,
): ChapterTransition {
  if (state.phase !== 'speaking' || !isOpen(state, message.segment) || message.attempt < state.firstAttempt)
    return unchanged(state);
  const spoken: SpeakingChapter = {
    ...state,
    spoken: withSegment(state.spoken, message.segment),
    spokenCharacters: state.spokenCharacters + message.characters,
    msPerCharacter: nextPace(state.msPerCharacter, message.ms, message.characters),
    trouble: withoutTrouble(state, message.segment),
    ...afterSpeaking(state, message),
  };
  return proceed(spoken, [], at, true);
}

/** The failed attempt is over; asked again, given up, or left to the other attempt that is in flight. */
export function speechFailed(state: SpeakingChapter, message: WorkFailed, at: Instant): ChapterTransition {
  const segment = Number(message.item);
  if (!isOpen(state, segment) || !isInFlight(attemptsOf(state, segment), message.attempt)) return unchanged(state);
  const after = afterFailure(attemptsOf(state, segment), message);
  const next = { ...state, trouble: { ...state.trouble, [segment]: after } };
  if (isHopeless(after.failures, state.nodes))
    return isIdle(after) ? giveUpSegment(next, segment, message.failure, at) : proceed(next, [], at);
  if (after.attempt !== null || state.paused) return proceed(next, [], at);
  const asked = askAgain(next, [segment]);
  return proceed(asked.state, asked.effects, at);
}

/** Segments asked for of which no attempt is in the queue any more are asked for again, as new attempts. */
export function reconcileSpeaking(state: SpeakingChapter, present: readonly string[], at: Instant): ChapterTransition {
  if (state.paused) return unchanged(state);
  const queued = new Set(present);
  const inQueue = (segment: number, attempt: number | null): number | null =>
    attempt !== null && queued.has(speechToken(state.chapter, segment, attempt)) ? attempt : null;
  const trouble: Record<string, SegmentTrouble> = { ...state.trouble };
  const lost: number[] = [];
  for (const segment of openSegments(state)) {
    const before = attemptsOf(state, segment);
    const { attempt, second } = before;
    const now = { ...before, attempt: inQueue(segment, attempt), second: inQueue(segment, second) };
    if (now.attempt !== attempt || now.second !== second) trouble[segment] = now;
    if (isIdle(now)) lost.push(segment);
  }
  const asked = askAgain({ ...state, trouble }, lost);
  return proceed(asked.state, asked.effects, at);
}

/** A join found clips gone (the clip store is bounded): those are spoken again. */
export function speakAgain(state: JoiningChapter, segments: readonly number[], at: Instant): ChapterTransition {
  const gone = [...new Set(segments)].filter(
    (segment) => segment >= 1 && segment <= state.segments && !state.silent.includes(segment),
  );
  let spoken = emptySegmentSet(state.segments);
  for (let segment = 1; segment <= state.segments; segment++) {
    if (!gone.includes(segment) && !state.silent.includes(segment)) spoken = withSegment(spoken, segment);
  }
  const share = countSegments(spoken) / Math.max(1, state.segments);
  const idle: SegmentTrouble = { attempt: null, second: null, seconds: 0, failures: [] };
  const speaking: SpeakingChapter = {
    ...startedOf(state),
    ...paceOf(state),
    phase: 'speaking',
    requested: state.segments,
    firstAttempt: state.attempt,
    spoken,
    spokenCharacters: Math.round(state.characters * share),
    trouble: Object.fromEntries(gone.map((segment) => [segment, idle])),
    overdueAt: null,
  };
  const asked = state.paused ? become(speaking) : askAgain(speaking, gone);
  const text = `${state.title}: ${gone.length} clips are gone and are spoken again.`;
  return proceed(asked.state, [...asked.effects, announce(state.job, 'clips-missing', text)], at);
}

function giveUpSegment(state: SpeakingChapter, segment: number, failure: Failure, at: Instant): ChapterTransition {
  const { failures } = attemptsOf(state, segment);
  const { job, chapter, title } = state;
  const place = `${title}, segment ${segment}`;
  const reason = `${place}: ${failures.map(({ node, what }) => `${what} (${node})`).join('; ')}`;
  const letter = { job, chapter, item: segmentToken(segment), reason, detail: { code: failure.code, failures } };
  const silent = [...state.silent, segment].sort((a, b) => a - b);
  return proceed(
    { ...state, silent, trouble: withoutTrouble(state, segment) },
    [
      { type: 'perform', action: 'recordDeadLetter', args: letter },
      announce(job, 'segment-silent', `${place}: ${failure.what}. It becomes silence.`),
    ],
    at,
    true,
  );
}

function askAgain(state: SpeakingChapter, segments: readonly number[]): Transition<SpeakingChapter> {
  if (segments.length === 0) return become(state);
  const attempt = state.attempt + 1;
  const trouble: Record<string, SegmentTrouble> = { ...state.trouble };
  for (const segment of segments) trouble[segment] = { ...attemptsOf(state, segment), attempt };
  const next = { ...state, attempt, trouble, ...afterAsking(state, segments.length) };
  return become(
    next,
    segments.map((segment) => requestSpeech(next, segment, attempt)),
  );
}

/** Goes on after a change: fills the window, sets the alarm, reports to the Book, and joins when all is settled. */
function proceed(
  state: SpeakingChapter,
  before: readonly Effect[],
  at: Instant,
  isOneSettled = false,
): ChapterTransition {
  if (settledCount(state) === state.segments) return beginJoin(state, before);
  const filled = fillWindow(state);
  const next = setAlarm(filled.state, at);
  const isAllAsked = next.state.requested === state.segments && state.requested < state.segments;
  const report = isAllAsked || (isOneSettled && isReportDue(next.state)) ? [reportProgress(next.state)] : [];
  return become(next.state, [...before, ...filled.effects, ...next.effects, ...report]);
}

function fillWindow(state: SpeakingChapter): Transition<SpeakingChapter> {
  const free = state.paused ? 0 : state.window - (state.requested - settledCount(state));
  const last = Math.min(state.segments, state.requested + Math.max(0, free));
  const effects: Effect[] = [];
  for (let segment = state.requested + 1; segment <= last; segment++)
    effects.push(requestSpeech(state, segment, state.firstAttempt));
  return become({ ...state, requested: last }, effects);
}

function beginJoin(state: SpeakingChapter, before: readonly Effect[]): ChapterTransition {
  const joining: JoiningChapter = {
    ...startedOf(state),
    ...paceOf(state),
    phase: 'joining',
    attempt: state.attempt + 1,
  };
  return become(joining, [...before, reportProgress(state), ...joinClips(joining)]);
}

function isReportDue(state: SpeakingChapter): boolean {
  if (state.requested === state.segments) return true;
  const every = Math.max(1, Math.floor(state.segments / REPORTS_PER_CHAPTER));
  return settledCount(state) % every === 0;
}

const reportProgress = (state: SpeakingChapter): Effect =>
  tellBook(state, {
    type: 'ChapterProgressed',
    run: state.run,
    chapter: state.chapter,
    requested: state.requested,
    spoken: settledCount(state),
    characters: state.spokenCharacters,
    ...effortOf(state),
  });
