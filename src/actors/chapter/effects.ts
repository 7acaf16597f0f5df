import {
  type ChapterId,
  type Effect,
  type Message,
  segmentToken,
  type WorkClass,
  type WorkItem,
} from '../../core/index.js';
import type { EncodingChapter, JoiningChapter, SpeakingChapter } from './state.js';

type Asking = Pick<SpeakingChapter, 'job' | 'chapter'>;

export function requestSpeech(state: SpeakingChapter, segment: number, attempt: number): Effect {
  const task = { type: 'speak', plan: state.plan, segment, attempt };
  return chapterWork(state, `speech-${state.profile}`, segmentToken(segment), attempt, task);
}

export function joinClips(state: JoiningChapter): Effect {
  const task = { type: 'join', plan: state.plan, silent: state.silent, attempt: state.attempt };
  return chapterWork(state, 'media', 'join', state.attempt, task);
}

export function encodeAudio(state: EncodingChapter): Effect {
  const task = {
    type: 'encode',
    audio: state.audio,
    samples: state.samples,
    gainDb: state.gainDb,
    attempt: state.attempt,
  };
  return chapterWork(state, 'media', 'encode', state.attempt, task);
}

export const tellBook = (state: Asking, message: Message): Effect => ({
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
    priority: 'p1',
    job: state.job,
    chapter: state.chapter,
    item,
    attempt,
    replyTo: { kind: 'chapter', job: state.job, chapter: state.chapter },
    task,
  };
  return { type: 'enqueueWork', item: work };
}
