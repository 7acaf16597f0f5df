import { bookGainDb } from '../../audio/loudness.js';
import { isMadeOfPackets } from '../../audio/rendition.js';
import { CODES, type Effect, type Transition } from '../../core/index.js';
import { effortOf } from '../chapter/effort.js';
import { announce, become, unchanged } from '../transition.js';
import type { BookMessageOf } from './messages.js';
import { openChapters, tellChapter } from './open-chapters.js';
import {
  type AssemblingBook,
  type BookState,
  type ChapterEntry,
  type ConvertingBook,
  factsOf,
  hasSound,
  isEncoded,
  isFailed,
  isJoined,
  type MasteringBook,
  replaceChapter,
  sinceOf,
} from './state.js';
import { failBook } from './stopping.js';
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
    ...effortOf(message),
  }));
  return openChapters({ ...state, chapters });
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
    ...(message.notes === undefined ? {} : { notes: message.notes }),
    ...effortOf(message),
  }));
  const next = openOrMaster({ ...state, chapters });
  return become(next.state, [...next.effects, ...firstSound(state)]);
}

/** What a listener waits for; once in a book's life. @param before before this chapter was joined */
function firstSound(before: ConvertingBook): readonly Effect[] {
  if (before.run > 1 || before.chapters.some(hasSound)) return [];
  return [announce(before.job, 'first-chapter', 'The first chapter can be heard.', sinceOf(before))];
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
  const fail = (entry: ChapterEntry): ChapterEntry => ({
    ...factsOf(entry),
    progress: 'failed',
    failure: message.failure,
    ...effortOf(message),
  });
  if (state.phase === 'converting')
    return openOrMaster({ ...state, chapters: replaceChapter(state.chapters, message.chapter, fail) });
  if (state.phase === 'mastering')
    return assembleWhenEncoded({ ...state, chapters: replaceChapter(state.chapters, message.chapter, fail) });
  return unchanged(state);
}

/** The next step of a book of which something was spoken; held back while it is paused. */
export function openOrMaster(state: ConvertingBook): BookTransition {
  const unfinished = state.chapters.some((entry) => entry.progress === 'waiting' || entry.progress === 'speaking');
  if (unfinished) return openChapters(state);
  if (state.paused) return become(state);
  const joined = state.chapters.filter(isJoined);
  if (joined.length === 0) return nothingLeft(state);
  const { hurried: _hurried, ...planned } = state;
  const gainDb = bookGainDb(joined);
  const encode = joined.map(({ id }) => tellChapter(state.job, id, { type: 'EncodeChapter', run: state.run, gainDb }));
  const text = `All chapters are spoken; the book's gain is ${gainDb.toFixed(1)} dB.`;
  const mastering: MasteringBook = { ...planned, phase: 'mastering', gainDb };
  const told = announce(state.job, 'book-mastering', text);
  if (isMadeOfPackets(state.order.settings.rendition)) return become(mastering, [...encode, told]);
  const next = beginAssembling(mastering);
  return become(next.state, [told, ...next.effects]);
}

/** The next step of a book of which something was encoded; held back while it is paused. */
export function assembleWhenEncoded(state: MasteringBook): BookTransition {
  if (state.paused || state.chapters.some(isJoined)) return become(state);
  return state.chapters.some(isEncoded) ? beginAssembling(state) : nothingLeft(state);
}

function beginAssembling(state: MasteringBook): BookTransition {
  const assembling: AssemblingBook = { ...state, phase: 'assembling', attempt: state.attempt + 1 };
  return become(assembling, [
    assembleBook(assembling),
    announce(state.job, 'book-assembling', 'The file is being put together.'),
  ]);
}

function nothingLeft(state: ConvertingBook | MasteringBook): BookTransition {
  const why = state.chapters.find(isFailed)?.failure.what;
  const fix = `e2a retry ${state.job}`;
  return failBook(state, { code: CODES.jobFailed, what: 'Every chapter failed.', why, fix });
}
