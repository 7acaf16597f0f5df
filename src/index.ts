/**
 * The library's public door: connect to a cluster, submit books, watch jobs, fetch files; read and plan a book.
 *
 * Speech engines and hosts stay behind the command line: a program that wants them starts `e2a node`.
 */
export { NOTE_PLACES, type NotePlace, PARTS, type Part, readBook, type ReadingChoice } from './books/index.js';
export * from './client/index.js';
export { type Clock, CODES, EXIT, type Failure, UserError } from './core/index.js';
export {
  type ChapterEdit,
  type LanguageVoice,
  type OrderSettings,
  PLAIN_READING,
  type PlannedBook,
  type PlanRequest,
  planBook,
  type Reading,
} from './planning/index.js';
export type { LexiconEntry, SaidAs } from './speech/lexicon/index.js';
