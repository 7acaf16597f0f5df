import { bookGainDb } from '../../audio/loudness.js';
import { CODES, type Effect, type Transition } from '../../core/index.js';
import { announce, become, unchanged } from '../transition.js';
import type { BookMessageOf } from './messages.js';
import { openChapters } from './open-chapters.js';
import {
  type AssemblingBook,
  type BookState,
  type ChapterEntry,
  type ConvertingBook,
  isEncoded,
  isFailed,
  isJoined,
  type MasteringBook,
  replaceChapter,
} from './state.js';
import { assembleBook } from './work.js';

type BookTransition = Transition<BookState>;

/** What chapters report, and the step the book takes when the last one has. */
export function chapterProgressed(state: BookState, message: BookMessageOf<'ChapterProgressed'>): BookTransition {
  if (state.phase !== 'converting' || message.run !== state.run) return unchanged(state);
  const chapters = replaceChapter(state.chapters, message.chapter, (entry) => ({
    ...entry,
    requested: message.requested,
    spoken: message.spoken,
    spokenCharacters: message.characters,
  }));
  const opened = openChapters({ ...state, chapters });
  return become(opened.state, opened.effects);
}

export function chapterJoined(state: BookState, message: BookMessageOf<'ChapterJoined'>): BookTransition {
  if (state.phase !== 'converting' || message.run !== state.run) return unchanged(state);
  const chapters = replaceChapter(state.chapters, message.chapter, (entry) => ({
    ...entry,
    progress: 'joined',
    requested: entry.segments,
    spoken: entry.segments,
    spokenCharacters: entry.characters,
    audio: message.object,
    samples: message.samples,
    loudness: message.loudness,
    silent: message.silent,
  }));
  return openOrMaster({ ...state, chapters });
}

export function chapterEncoded(state: BookState, message: BookMessageOf<'ChapterEncoded'>): BookTransition {
  if (state.phase !== 'mastering' || message.run !== state.run) return unchanged(state);
  const chapters = replaceChapter(state.chapters, message.chapter, (entry) =>
    isJoined(entry) ? { ...entry, progress: 'encoded', packets: message.object } : entry,
  );
  return assembleWhenEncoded({ ...state, chapters });
}

export function chapterFailed(state: BookState, message: BookMessageOf<'ChapterFailed'>): BookTransition {
  if (!('run' in state) || message.run !== state.run) return unchanged(state);
  const fail = (entry: ChapterEntry): ChapterEntry => ({ ...entry, progress: 'failed', failure: message.failure });
  if (state.phase === 'converting')
    return openOrMaster({ ...state, chapters: replaceChapter(state.chapters, message.chapter, fail) });
  if (state.phase === 'mastering')
    return assembleWhenEncoded({ ...state, chapters: replaceChapter(state.chapters, message.chapter, fail) });
  return unchanged(state);
}

function openOrMaster(state: ConvertingBook): BookTransition {
  const unfinished = state.chapters.some((entry) => entry.progress === 'waiting' || entry.progress === 'speaking');
  if (unfinished) {
    const opened = openChapters(state);
    return become(opened.state, opened.effects);
  }
  const joined = state.chapters.filter(isJoined);
  if (joined.length === 0) return nothingLeft(state);
  const gainDb = bookGainDb(joined);
  const encode = joined.map(
    (entry): Effect => ({
      type: 'tell',
      to: { kind: 'chapter', job: state.job, chapter: entry.id },
      message: { type: 'EncodeChapter', run: state.run, gainDb },
    }),
  );
  const text = `All chapters are spoken; the book's gain is ${gainDb.toFixed(1)} dB.`;
  return become({ ...state, phase: 'mastering', gainDb }, [...encode, announce(state.job, 'book-mastering', text)]);
}

function assembleWhenEncoded(state: MasteringBook): BookTransition {
  if (state.chapters.some(isJoined)) return become(state);
  if (!state.chapters.some(isEncoded)) return nothingLeft(state);
  const assembling: AssemblingBook = { ...state, phase: 'assembling', attempt: state.attempt + 1 };
  return become(assembling, [
    assembleBook(assembling),
    announce(state.job, 'book-assembling', 'The file is being put together.'),
  ]);
}

function nothingLeft(state: ConvertingBook | MasteringBook): BookTransition {
  const { job, order, run, attempt, slots, chapters } = state;
  const first = chapters.find(isFailed);
  const failure = {
    code: CODES.jobFailed,
    what: 'Every chapter failed.',
    why: first?.failure.what,
    fix: `e2a submit --force ${order.book.fileName}`,
  };
  return become({ phase: 'failed', job, order, run, attempt, slots, chapters, failure }, [
    announce(job, 'book-failed', failure.what),
  ]);
}
