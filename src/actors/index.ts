/**
 * The product's actors: Book and Chapter, their messages, states and rules, as pure functions.
 *
 * No I/O, no clock, no server, no `await` comes in here: what must happen is returned as effects.
 */

export { bookBehavior } from './book/behavior.js';
export { type ChapterSound, chapterSound } from './book/chapter-sound.js';
export { type BookMessage, type BookSummary, bookFactsSchema } from './book/messages.js';
export {
  type BookPhase,
  type BookState,
  type ChapterEntry,
  type FinalPhase,
  isFinalPhase,
  type RenditionFile,
} from './book/state.js';
export {
  type ChapterStatus,
  type JobStatus,
  type JobVoice,
  jobStatus,
  nodeThatSpeaks,
  type Turns,
} from './book/status.js';
export { chapterBehavior } from './chapter/behavior.js';
export type { ChapterMessage } from './chapter/messages.js';
export type { ChapterPhase, ChapterState } from './chapter/state.js';
export { type Loudness, type Order, renditionSchema, type SpeechNotes, type WorkFailed } from './order.js';
