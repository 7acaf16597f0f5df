import { type Effect, type Failure, segmentToken, type Transition } from '../../core/index.js';
import type { WorkFailed } from '../order.js';
import { announce, become, unchanged } from '../transition.js';
import { joinClips, requestSpeech, speechToken, tellBook } from './effects.js';
import type { ChapterMessageOf } from './messages.js';
import { countSegments, emptySegmentSet, hasSegment, withSegment } from './segment-set.js';
import { type ChapterState, type JoiningChapter, type SpeakingChapter, startedOf } from './state.js';

type ChapterTransition = Transition<ChapterState>;

/** Failed attempts after which a segment becomes flagged silence and a dead letter. */
const MOST_ATTEMPTS = 3;
/** The Book hears of progress this many times per chapter at least, and of every segment once all are asked for. */
const REPORTS_PER_CHAPTER = 20;

export function startSpeaking(state: ChapterState, message: ChapterMessageOf<'StartChapter'>): ChapterTransition {
  if (state.phase !== 'waiting' && message.run <= state.run) return unchanged(state);
  const attempt = state.phase === 'waiting' ? 1 : state.attempt + 1;
  const speaking: SpeakingChapter = {
    phase: 'speaking',
    job: state.job,
    chapter: state.chapter,
    run: message.run,
    title: message.title,
    plan: message.plan,
    segments: message.segments,
    characters: message.characters,
    profile: message.profile,
    attempt,
    silent: [],
    window: message.window,
    requested: 0,
    firstAttempt: attempt,
    spoken: emptySegmentSet(message.segments),
    spokenCharacters: 0,
    trouble: {},
  };
  return proceed(
    speaking,
    [announce(state.job, 'chapter-started', `${message.title}: ${message.segments} segments.`)],
    false,
  );
}

export function setWindow(state: ChapterState, message: ChapterMessageOf<'SetWindow'>): ChapterTransition {
  if (state.phase !== 'speaking' || message.run !== state.run) return unchanged(state);
  return proceed({ ...state, window: message.window }, [], false);
}

export function segmentSpoken(state: ChapterState, message: ChapterMessageOf<'SegmentSpoken'>): ChapterTransition {
  if (state.phase !== 'speaking' || isSettled(state, message.segment)) return unchanged(state);
  const spoken: SpeakingChapter = {
    ...state,
    spoken: withSegment(state.spoken, message.segment),
    spokenCharacters: state.spokenCharacters + message.characters,
    trouble: without(state.trouble, message.segment),
  };
  return proceed(spoken, [], true);
}

export function speechFailed(state: SpeakingChapter, message: WorkFailed): ChapterTransition {
  const segment = Number(message.item);
  if (!Number.isInteger(segment) || isSettled(state, segment) || message.attempt !== attemptOf(state, segment))
    return unchanged(state);
  const failures = [...(state.trouble[segment]?.failures ?? []), { node: message.node, what: message.failure.what }];
  if (failures.length >= MOST_ATTEMPTS) return giveUpSegment(state, segment, failures, message.failure);
  return askAgain(state, [segment], { [segment]: failures });
}

/** Segments asked for that are neither settled nor in the queue any more are asked for again, as new attempts. */
export function reconcileSpeaking(state: SpeakingChapter, present: readonly string[]): ChapterTransition {
  const queued = new Set(present);
  const lost = inFlight(state).filter(
    (segment) => !queued.has(speechToken(state.chapter, segment, attemptOf(state, segment))),
  );
  return lost.length === 0 ? unchanged(state) : askAgain(state, lost, {});
}

/** A join found clips gone (the clip store is bounded): those are spoken again. */
export function speakAgain(state: JoiningChapter, segments: readonly number[]): ChapterTransition {
  const gone = segments.filter((segment) => segment >= 1 && segment <= state.segments);
  const { window } = state;
  let spoken = emptySegmentSet(state.segments);
  for (let segment = 1; segment <= state.segments; segment++) {
    if (!gone.includes(segment) && !state.silent.includes(segment)) spoken = withSegment(spoken, segment);
  }
  const share = state.segments === 0 ? 0 : countSegments(spoken) / state.segments;
  const speaking: SpeakingChapter = {
    ...startedOf(state),
    phase: 'speaking',
    window,
    requested: state.segments,
    firstAttempt: state.attempt,
    spoken,
    spokenCharacters: Math.round(state.characters * share),
    trouble: {},
  };
  const asked = askAgain(speaking, gone, {});
  return become(asked.state, [
    ...asked.effects,
    announce(state.job, 'clips-missing', `${state.title}: ${gone.length} clips are gone and are spoken again.`),
  ]);
}

function giveUpSegment(
  state: SpeakingChapter,
  segment: number,
  failures: readonly { readonly node: string; readonly what: string }[],
  failure: Failure,
): ChapterTransition {
  const silent = [...state.silent, segment].sort((a, b) => a - b);
  const token = segmentToken(segment);
  const reason = `${state.title}, segment ${segment}: ${failure.what}`;
  return proceed(
    { ...state, silent, trouble: without(state.trouble, segment) },
    [
      {
        type: 'perform',
        action: 'recordDeadLetter',
        args: { job: state.job, chapter: state.chapter, item: token, reason, detail: { code: failure.code, failures } },
      },
      announce(state.job, 'segment-silent', `${reason}. It becomes silence.`),
    ],
    true,
  );
}

function askAgain(
  state: SpeakingChapter,
  segments: readonly number[],
  failures: Readonly<Record<number, readonly { readonly node: string; readonly what: string }[]>>,
): Transition<SpeakingChapter> {
  const attempt = state.attempt + 1;
  const trouble = { ...state.trouble };
  for (const segment of segments) {
    trouble[segment] = { attempt, failures: failures[segment] ?? state.trouble[segment]?.failures ?? [] };
  }
  const next = { ...state, attempt, trouble };
  return { state: next, effects: segments.map((segment) => requestSpeech(next, segment, attempt)) };
}

/** Goes on after a change: fills the window, reports to the Book, and joins when all is settled. */
function proceed(state: SpeakingChapter, before: readonly Effect[], settledOne: boolean): ChapterTransition {
  if (settledCount(state) === state.segments) return beginJoin(state, before);
  const filled = fillWindow(state);
  const report = settledOne && isReportDue(filled.state) ? [reportProgress(filled.state)] : [];
  return become(filled.state, [...before, ...filled.effects, ...report]);
}

function fillWindow(state: SpeakingChapter): Transition<SpeakingChapter> {
  const free = state.window - (state.requested - settledCount(state));
  const last = Math.min(state.segments, state.requested + Math.max(0, free));
  const effects: Effect[] = [];
  for (let segment = state.requested + 1; segment <= last; segment++)
    effects.push(requestSpeech(state, segment, state.firstAttempt));
  return { state: { ...state, requested: Math.max(state.requested, last) }, effects };
}

function beginJoin(state: SpeakingChapter, before: readonly Effect[]): ChapterTransition {
  const { window, spokenCharacters } = state;
  const joining: JoiningChapter = {
    ...startedOf(state),
    phase: 'joining',
    attempt: state.attempt + 1,
    window,
    spokenCharacters,
  };
  return become(joining, [...before, reportProgress(state), joinClips(joining)]);
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
  });

const isSettled = (state: SpeakingChapter, segment: number): boolean =>
  segment < 1 || segment > state.segments || hasSegment(state.spoken, segment) || state.silent.includes(segment);

const settledCount = (state: SpeakingChapter): number => countSegments(state.spoken) + state.silent.length;

const attemptOf = (state: SpeakingChapter, segment: number): number =>
  state.trouble[segment]?.attempt ?? state.firstAttempt;

function inFlight(state: SpeakingChapter): readonly number[] {
  const open: number[] = [];
  for (let segment = 1; segment <= state.requested; segment++) if (!isSettled(state, segment)) open.push(segment);
  return open;
}

function without<T>(record: Readonly<Record<string, T>>, segment: number): Readonly<Record<string, T>> {
  if (!(segment in record)) return record;
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== String(segment)));
}
