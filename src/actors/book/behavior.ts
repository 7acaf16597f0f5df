import { assertNever, type Behavior, type Instant, type Transition } from '../../core/index.js';
import { decodeWith } from '../decode.js';
import type { WorkFailed } from '../order.js';
import { announce, become, unchanged } from '../transition.js';
import { chapterEncoded, chapterFailed, chapterJoined, chapterProgressed } from './chapter-events.js';
import { onCancelBook, onMoveBook, onPauseBook, onRemoveBook, onResumeBook } from './commands.js';
import { type BookMessage, type BookMessageOf, bookMessageSchema } from './messages.js';
import { migrateBook } from './migrate.js';
import { openChapters, resizeWindows } from './open-chapters.js';
import { onRetryBook } from './retrying.js';
import {
  type BookState,
  type ChapterEntry,
  isFinalPhase,
  isRunning,
  missingParts,
  type ReadingBook,
  sinceOf,
} from './state.js';
import { failBook, sweepBook } from './stopping.js';
import { bookSummary } from './summary.js';
import { onChapterVerified, onVerifyBook, verificationFailed } from './verifying.js';
import { assembleBook, bookWorkToken, countFleet, readBook, writeControl } from './work.js';

type BookTransition = Transition<BookState>;

/** One book from the order to the file: reading → converting → mastering → assembling → completed or partial. */
export const bookBehavior: Behavior<BookState, BookMessage> = {
  kind: 'book',
  schemaVersion: 4,
  initial: (address) => ({ phase: 'new', job: address.job }),
  decode: decodeWith(bookMessageSchema),
  receive: receiveBookMessage,
  fail: (state, failure) => (isRunning(state) ? failBook(state, failure) : unchanged(state)),
  summary: bookSummary,
  migrate: migrateBook,
};

function receiveBookMessage(state: BookState, message: BookMessage, _at: Instant): BookTransition {
  switch (message.type) {
    case 'SubmitBook':
      return onSubmitBook(state, message);
    case 'CancelBook':
      return onCancelBook(state);
    case 'PauseBook':
      return onPauseBook(state);
    case 'ResumeBook':
      return onResumeBook(state);
    case 'MoveBook':
      return onMoveBook(state, message);
    case 'RetryBook':
      return onRetryBook(state, message);
    case 'RemoveBook':
      return onRemoveBook(state);
    case 'VerifyBook':
      return onVerifyBook(state, message);
    case 'ChapterVerified':
      return onChapterVerified(state, message);
    case 'BookRead':
      return onBookRead(state, message);
    case 'BookAssembled':
      return onBookAssembled(state, message);
    case 'WorkFailed':
      return onWorkFailed(state, message);
    case 'ChapterProgressed':
      return chapterProgressed(state, message);
    case 'ChapterJoined':
      return chapterJoined(state, message);
    case 'ChapterEncoded':
      return chapterEncoded(state, message);
    case 'ChapterFailed':
      return chapterFailed(state, message);
    case 'FleetChanged':
      return onFleetChanged(state, message);
    case 'Reconcile':
      return onReconcile(state, message);
    case 'Wake':
      return sweepBook(state);
    default:
      return assertNever(message, 'a message no book knows');
  }
}

function onSubmitBook(state: BookState, message: BookMessageOf<'SubmitBook'>): BookTransition {
  if (!startsAnew(state, message.force === true)) return unchanged(state);
  const before = state.phase === 'new' ? { run: 0, attempt: 0 } : state;
  const reading: ReadingBook = {
    phase: 'reading',
    job: state.job,
    order: message.order,
    run: before.run + 1,
    attempt: before.attempt + 1,
    ...('hearings' in before ? { hearings: before.hearings } : {}),
    slots: null,
    nodes: 1,
    paused: false,
  };
  return become(reading, [
    writeControl(state.job, 'run'),
    countFleet(reading),
    readBook(reading),
    announce(state.job, 'book-accepted', `${message.order.title} was accepted.`),
  ]);
}

function startsAnew({ phase }: BookState, force: boolean): boolean {
  if (phase === 'completed' || phase === 'partial') return force;
  return phase === 'new' || isFinalPhase(phase);
}

function onBookRead(state: BookState, message: BookMessageOf<'BookRead'>): BookTransition {
  if (state.phase !== 'reading' || message.attempt !== state.attempt) return unchanged(state);
  const { chapters, ...summary } = message.summary;
  const entries = chapters.map(
    (chapter): ChapterEntry => ({
      id: chapter.id,
      n: chapter.n,
      title: chapter.title,
      progress: 'waiting',
      segments: chapter.segments,
      characters: chapter.characters,
      requested: 0,
      spoken: 0,
      spokenCharacters: 0,
      plan: chapter.plan,
      silent: [],
      ...(chapter.otherVoices === undefined ? {} : { otherVoices: chapter.otherVoices }),
    }),
  );
  const opened = openChapters({ ...state, phase: 'converting', summary, chapters: entries, hurried: false });
  const text = `${summary.facts.title} has ${entries.length} chapters to speak.`;
  return become(opened.state, [...opened.effects, announce(state.job, 'book-read', text)]);
}

function onFleetChanged(state: BookState, message: BookMessageOf<'FleetChanged'>): BookTransition {
  const { slots, nodes } = message;
  if (!isRunning(state) || (state.slots === slots && state.nodes === nodes)) return unchanged(state);
  if (state.phase === 'converting') return resizeWindows(state, slots, nodes);
  return become({ ...state, slots, nodes });
}

function onBookAssembled(state: BookState, message: BookMessageOf<'BookAssembled'>): BookTransition {
  if (state.phase !== 'assembling' || message.attempt !== state.attempt) return unchanged(state);
  const { gainDb: _gain, ...planned } = state;
  const missing = missingParts(state.chapters);
  const phase = missing.length === 0 ? 'completed' : 'partial';
  const { name, object, bytes, digest, files = [{ name, object, bytes, digest }] } = message;
  const text =
    phase === 'completed' ? `${name} is ready.` : `${name} is ready, but parts are missing: ${missing.join('; ')}.`;
  const warnings = message.warnings.length === 0 ? {} : { warnings: message.warnings };
  return become({ ...planned, ...warnings, paused: false, phase, files }, [
    announce(state.job, `book-${phase}`, text, sinceOf(state)),
  ]);
}

function onWorkFailed(state: BookState, message: WorkFailed): BookTransition {
  const unheard = verificationFailed(state, message);
  if (unheard !== null) return unheard;
  const expected = state.phase === 'reading' ? 'read' : state.phase === 'assembling' ? 'assemble' : null;
  if (!isRunning(state) || message.item !== expected || message.attempt !== state.attempt) return unchanged(state);
  return failBook(state, message.failure);
}

/** Work of the book that is neither queued nor answered is asked for again, as a new attempt. */
function onReconcile(state: BookState, message: BookMessageOf<'Reconcile'>): BookTransition {
  if (!isRunning(state) || state.paused) return unchanged(state);
  if (state.phase === 'reading' && !message.present.includes(bookWorkToken('read', state.attempt))) {
    const again = { ...state, attempt: state.attempt + 1 };
    return become(again, [readBook(again)]);
  }
  if (state.phase === 'assembling' && !message.present.includes(bookWorkToken('assemble', state.attempt))) {
    const again = { ...state, attempt: state.attempt + 1 };
    return become(again, [assembleBook(again)]);
  }
  return unchanged(state);
}
