import {
  assertNever,
  type Behavior,
  type Failure,
  type Instant,
  type JsonObject,
  type Transition,
} from '../../core/index.js';
import { decodeWith } from '../decode.js';
import type { WorkFailed } from '../order.js';
import { announce, become, unchanged } from '../transition.js';
import { encodeAudio, joinClips, tellBook, workToken } from './effects.js';
import { effortOf } from './effort.js';
import { clipsJoined, encodeChapter, packetsEncoded } from './finishing.js';
import { raceOverdue } from './hurrying.js';
import { type ChapterMessage, type ChapterMessageOf, chapterMessageSchema } from './messages.js';
import { migrateChapter } from './migrate.js';
import { pauseChapter, resumeChapter } from './pausing.js';
import { countSegments } from './segment-set.js';
import { changePace, reconcileSpeaking, segmentSpoken, speakAgain, speechFailed, startSpeaking } from './speaking.js';
import { type ChapterState, joinedOf, type StartedChapter, startedOf } from './state.js';

type ChapterTransition = Transition<ChapterState>;

/** One chapter from its segments to its packets: waiting → speaking → joining → joined → encoding → completed. */
export const chapterBehavior: Behavior<ChapterState, ChapterMessage> = {
  kind: 'chapter',
  /** 2: priorities, pause, second attempts. 3: segments of other voices, which an older host would give to the book's. */
  schemaVersion: 3,
  initial: (address) => ({ phase: 'waiting', job: address.job, chapter: address.chapter ?? 'book' }),
  decode: decodeWith(chapterMessageSchema),
  receive: receiveChapterMessage,
  fail: (state, failure) => (state.phase === 'waiting' ? unchanged(state) : failChapter(state, failure)),
  summary: chapterSummary,
  migrate: migrateChapter,
};

function receiveChapterMessage(state: ChapterState, message: ChapterMessage, at: Instant): ChapterTransition {
  switch (message.type) {
    case 'StartChapter':
      return startSpeaking(state, message, at);
    case 'SetWindow':
      return changePace(state, message.run, { window: message.window, nodes: message.nodes }, at);
    case 'SetPriority':
      return onSetPriority(state, message);
    case 'Hurry':
      return changePace(state, message.run, { hurry: true }, at);
    case 'PauseChapter':
      return pauseChapter(state, message.run);
    case 'ResumeChapter':
      return resumeChapter(state, message.run);
    case 'SegmentSpoken':
      return segmentSpoken(state, message, at);
    case 'ClipsJoined':
      return clipsJoined(state, message);
    case 'ClipsMissing':
      return state.phase === 'joining' && message.attempt === state.attempt
        ? speakAgain(state, message.segments, at)
        : unchanged(state);
    case 'EncodeChapter':
      return encodeChapter(state, message);
    case 'PacketsEncoded':
      return packetsEncoded(state, message);
    case 'WorkFailed':
      return onWorkFailed(state, message, at);
    case 'CancelChapter':
      return onCancelChapter(state, message);
    case 'Reconcile':
      return onReconcile(state, message, at);
    case 'Wake':
      return raceOverdue(state, at);
    case 'FleetChanged':
      return unchanged(state);
    default:
      return assertNever(message, 'a message no chapter knows');
  }
}

/** Work that is queued already is the Book's to withdraw; what is asked for from now on has the new priority. */
function onSetPriority(state: ChapterState, message: ChapterMessageOf<'SetPriority'>): ChapterTransition {
  if (state.phase === 'waiting' || message.run < state.run) return unchanged(state);
  return become({ ...state, priority: message.priority });
}

function onWorkFailed(state: ChapterState, message: WorkFailed, at: Instant): ChapterTransition {
  if (state.phase === 'speaking') return speechFailed(state, message, at);
  const expected = state.phase === 'joining' ? 'join' : state.phase === 'encoding' ? 'encode' : null;
  if (state.phase === 'waiting' || message.item !== expected || message.attempt !== state.attempt)
    return unchanged(state);
  return failChapter(state, message.failure);
}

/** What has its sound keeps it: a later start of the book masters it again. */
function onCancelChapter(state: ChapterState, message: ChapterMessageOf<'CancelChapter'>): ChapterTransition {
  if (state.phase === 'waiting' || message.run !== state.run || isOver(state) || state.phase === 'joined')
    return unchanged(state);
  const { job, chapter } = state;
  const left: ChapterState = state.phase === 'encoding' ? joinedOf(state) : { ...startedOf(state), phase: 'cancelled' };
  return become(left, [{ type: 'withdraw', job, chapter }]);
}

function onReconcile(state: ChapterState, message: ChapterMessageOf<'Reconcile'>, at: Instant): ChapterTransition {
  if (state.phase === 'speaking') return reconcileSpeaking(state, message.present, at);
  if (state.phase !== 'joining' && state.phase !== 'encoding') return unchanged(state);
  const item = state.phase === 'joining' ? 'join' : 'encode';
  if (state.paused || message.present.includes(workToken(state.chapter, item, state.attempt))) return unchanged(state);
  const again = { ...state, attempt: state.attempt + 1 };
  return become(again, again.phase === 'joining' ? joinClips(again) : [encodeAudio(again)]);
}

function failChapter(state: StartedChapter, failure: Failure): ChapterTransition {
  if (isOver(state)) return unchanged(state);
  const { job, run, chapter } = state;
  return become({ ...startedOf(state), phase: 'failed', failure }, [
    { type: 'withdraw', job, chapter },
    tellBook(state, { type: 'ChapterFailed', run, chapter, failure: { ...failure }, ...effortOf(state) }),
    announce(job, 'chapter-failed', `${state.title} failed: ${failure.what}`),
  ]);
}

const isOver = (state: ChapterState): boolean =>
  state.phase === 'completed' || state.phase === 'failed' || state.phase === 'cancelled';

function chapterSummary(state: ChapterState): JsonObject {
  if (state.phase === 'waiting') return { title: '', phase: 'waiting' };
  const done = state.phase === 'speaking' ? countSegments(state.spoken) : state.segments;
  return {
    title: state.title,
    phase: state.phase,
    segmentsDone: done,
    segments: state.segments,
    silent: state.silent.length,
    ...('paused' in state && state.paused ? { paused: true } : {}),
  };
}
