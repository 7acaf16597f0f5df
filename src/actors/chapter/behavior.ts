import {
  assertNever,
  type Behavior,
  err,
  type Failure,
  type Instant,
  type Json,
  type JsonObject,
  ok,
  type Result,
  type Transition,
} from '../../core/index.js';
import type { WorkFailed } from '../order.js';
import { announce, become, unchanged } from '../transition.js';
import { encodeAudio, joinClips, tellBook, workToken } from './effects.js';
import { type ChapterMessage, type ChapterMessageOf, chapterMessageSchema } from './messages.js';
import { countSegments } from './segment-set.js';
import { reconcileSpeaking, segmentSpoken, setWindow, speakAgain, speechFailed, startSpeaking } from './speaking.js';
import { type ChapterState, type EncodingChapter, startedOf } from './state.js';

type ChapterTransition = Transition<ChapterState>;

/** One chapter from its segments to its packets: waiting → speaking → joining → joined → encoding → completed. */
export const chapterBehavior: Behavior<ChapterState, ChapterMessage> = {
  kind: 'chapter',
  schemaVersion: 1,
  initial: (address) => ({ phase: 'waiting', job: address.job, chapter: address.chapter ?? 'book' }),
  decode: decodeChapterMessage,
  receive: receiveChapterMessage,
  fail: (state, failure) => (state.phase === 'waiting' ? unchanged(state) : failChapter(state, failure)),
  summary: chapterSummary,
};

function decodeChapterMessage(message: Json): Result<ChapterMessage> {
  const parsed = chapterMessageSchema.safeParse(message);
  return parsed.success
    ? ok(parsed.data)
    : err(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
}

function receiveChapterMessage(state: ChapterState, message: ChapterMessage, _at: Instant): ChapterTransition {
  switch (message.type) {
    case 'StartChapter':
      return startSpeaking(state, message);
    case 'SetWindow':
      return setWindow(state, message);
    case 'SegmentSpoken':
      return segmentSpoken(state, message);
    case 'ClipsJoined':
      return onClipsJoined(state, message);
    case 'ClipsMissing':
      return state.phase === 'joining' && message.attempt === state.attempt
        ? speakAgain(state, message.segments)
        : unchanged(state);
    case 'EncodeChapter':
      return onEncodeChapter(state, message);
    case 'PacketsEncoded':
      return onPacketsEncoded(state, message);
    case 'WorkFailed':
      return onWorkFailed(state, message);
    case 'CancelChapter':
      return onCancelChapter(state, message);
    case 'Reconcile':
      return onReconcile(state, message);
    case 'SetPriority':
    case 'Hurry':
    case 'PauseChapter':
    case 'ResumeChapter':
    case 'FleetChanged':
    case 'Wake':
      return unchanged(state);
    default:
      return assertNever(message, 'a message no chapter knows');
  }
}

function onClipsJoined(state: ChapterState, message: ChapterMessageOf<'ClipsJoined'>): ChapterTransition {
  if (state.phase !== 'joining' || message.attempt !== state.attempt) return unchanged(state);
  const { object: audio, samples, loudness } = message;
  const { run, chapter, silent } = state;
  return become({ ...startedOf(state), phase: 'joined', audio, samples, loudness }, [
    tellBook(state, { type: 'ChapterJoined', run, chapter, object: audio, samples, loudness, silent }),
    announce(state.job, 'chapter-joined', `${state.title} is spoken.`),
  ]);
}

function onEncodeChapter(state: ChapterState, message: ChapterMessageOf<'EncodeChapter'>): ChapterTransition {
  if (state.phase !== 'joined' || message.run !== state.run) return unchanged(state);
  const encoding: EncodingChapter = { ...state, phase: 'encoding', gainDb: message.gainDb, attempt: state.attempt + 1 };
  return become(encoding, [encodeAudio(encoding)]);
}

function onPacketsEncoded(state: ChapterState, message: ChapterMessageOf<'PacketsEncoded'>): ChapterTransition {
  if (state.phase !== 'encoding' || message.attempt !== state.attempt) return unchanged(state);
  const { gainDb: _gain, ...joined } = state;
  return become({ ...joined, phase: 'completed', packets: message.object }, [
    tellBook(state, { type: 'ChapterEncoded', run: state.run, chapter: state.chapter, object: message.object }),
    announce(state.job, 'chapter-encoded', `${state.title} is encoded.`),
  ]);
}

function onWorkFailed(state: ChapterState, message: WorkFailed): ChapterTransition {
  if (state.phase === 'speaking') return speechFailed(state, message);
  const expected = state.phase === 'joining' ? 'join' : state.phase === 'encoding' ? 'encode' : null;
  if (state.phase === 'waiting' || message.item !== expected || message.attempt !== state.attempt)
    return unchanged(state);
  return failChapter(state, message.failure);
}

function onCancelChapter(state: ChapterState, message: ChapterMessageOf<'CancelChapter'>): ChapterTransition {
  if (state.phase === 'waiting' || message.run !== state.run || isOver(state)) return unchanged(state);
  return become({ ...startedOf(state), phase: 'cancelled' }, [
    { type: 'withdraw', job: state.job, chapter: state.chapter },
  ]);
}

function onReconcile(state: ChapterState, message: ChapterMessageOf<'Reconcile'>): ChapterTransition {
  if (state.phase === 'speaking') return reconcileSpeaking(state, message.present);
  if (state.phase === 'joining' && isLost(message.present, state.chapter, 'join', state.attempt)) {
    const again = { ...state, attempt: state.attempt + 1 };
    return become(again, [joinClips(again)]);
  }
  if (state.phase === 'encoding' && isLost(message.present, state.chapter, 'encode', state.attempt)) {
    const again = { ...state, attempt: state.attempt + 1 };
    return become(again, [encodeAudio(again)]);
  }
  return unchanged(state);
}

function failChapter(state: Exclude<ChapterState, { phase: 'waiting' }>, failure: Failure): ChapterTransition {
  if (isOver(state)) return unchanged(state);
  return become({ ...startedOf(state), phase: 'failed', failure }, [
    { type: 'withdraw', job: state.job, chapter: state.chapter },
    tellBook(state, { type: 'ChapterFailed', run: state.run, chapter: state.chapter, failure: { ...failure } }),
    announce(state.job, 'chapter-failed', `${state.title} failed: ${failure.what}`),
  ]);
}

const isOver = (state: ChapterState): boolean =>
  state.phase === 'completed' || state.phase === 'failed' || state.phase === 'cancelled';

const isLost = (present: readonly string[], chapter: string, item: string, attempt: number): boolean =>
  !present.includes(workToken(chapter, item, attempt));

function chapterSummary(state: ChapterState): JsonObject {
  if (state.phase === 'waiting') return { title: '', phase: 'waiting' };
  const done = state.phase === 'speaking' ? countSegments(state.spoken) : state.segments;
  return {
    title: state.title,
    phase: state.phase,
    segmentsDone: done,
    segments: state.segments,
    silent: state.silent.length,
  };
}
