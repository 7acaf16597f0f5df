import {
  type ChapterId,
  type Effect,
  type Message,
  type Priority,
  segmentToken,
  type WorkClass,
  type WorkItem,
} from '../../core/index.js';
import { attemptsOf, nodesOf } from './attempts.js';
import type { EncodingChapter, JoiningChapter, SpeakingChapter } from './state.js';

type Asking = Pick<SpeakingChapter, 'job' | 'chapter' | 'priority'>;

const SECOND_PRIORITY: Priority = 'p2';

/** Asks for one segment; a second attempt is for a slot with nothing else to do, whatever the book's priority. */
export function requestSpeech(state: SpeakingChapter, segment: number, attempt: number, isSecond = false): Effect {
  const { failures } = attemptsOf(state, segment);
  const task = {
    type: 'speak',
    plan: state.plan,
    segment,
    attempt,
    after: state.after,
    ...(failures.length === 0 ? {} : { avoid: nodesOf(failures), failed: failures.length }),
    ...(isSecond ? { second: true } : {}),
  };
  const asking = isSecond ? { ...state, priority: SECOND_PRIORITY } : state;
  return chapterWork(asking, `speech-${speakerOf(state, segment)}`, segmentToken(segment), attempt, task);
}

const speakerOf = ({ profile, otherVoices = [] }: SpeakingChapter, segment: number): string =>
  otherVoices.find(({ segments }) => segments.includes(segment))?.profile ?? profile;

/** Nothing while the chapter is paused: Reconcile asks for it after. */
export function joinClips(state: JoiningChapter): readonly Effect[] {
  if (state.paused) return [];
  const task = { type: 'join', plan: state.plan, silent: state.silent, attempt: state.attempt };
  return [chapterWork(state, 'media', 'join', state.attempt, task)];
}

export function encodeAudio(state: EncodingChapter): Effect {
  const { audio, samples, gainDb, attempt } = state;
  return chapterWork(state, 'media', 'encode', attempt, { type: 'encode', audio, samples, gainDb, attempt });
}

export const tellBook = (state: Pick<Asking, 'job'>, message: Message): Effect => ({
  type: 'tell',
  to: { kind: 'book', job: state.job },
  message,
});

/** `<chapter>/<item>/<attempt>` as the reconciler lists what is queued. */
export const workToken = (chapter: ChapterId, item: string, attempt: number): string => `${chapter}/${item}/${attempt}`;

export const speechToken = (chapter: ChapterId, segment: number, attempt: number): string =>
  workToken(chapter, segmentToken(segment), attempt);

function chapterWork(state: Asking, workClass: WorkClass, item: string, attempt: number, task: Message): Effect {
  const work: WorkItem = {
    class: workClass,
    priority: state.priority,
    job: state.job,
    chapter: state.chapter,
    item,
    attempt,
    replyTo: { kind: 'chapter', job: state.job, chapter: state.chapter },
    task,
  };
  return { type: 'enqueueWork', item: work };
}
