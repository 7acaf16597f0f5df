/**
 * What any caller may do with a cluster: submit, look, watch, cancel, fetch. The command line is one caller, a web page another.
 *
 * Light on purpose: no speech engine, no ffmpeg, no reading of books, no printing comes in here.
 */
export {
  type ChapterStatus,
  type FinalPhase,
  isFinalPhase,
  type JobStatus,
  type JobVoice,
  type RenditionFile,
} from '../actors/index.js';
export type {
  CannotSpeak,
  Cluster,
  KeptLetter,
  KeptRecord,
  NodeOrder,
  NodeRecord,
  ObjectStore,
  PublishedEvent,
  QueueDepth,
  RecordBoard,
} from '../cluster/ports/index.js';
export {
  type Batch,
  BATCH_ROWS_MAX,
  type BatchEntry,
  type Batches,
  type BatchReport,
  type BatchReportRow,
  type BatchRow,
  type BatchState,
  reportCsv,
  type RowOutcome,
} from './batches/index.js';
export { type BookCommand, hasSound, verdictOn } from './book-command.js';
export { CLEANABLE, type Cleanable, type CleanReport, type CleanRequest } from './clean.js';
export { createClient, type Client, type EventOptions } from './client.js';
export type { CommandEnd, CommandOptions } from './command-book.js';
export { type ConnectedCluster, type ConnectOptions, connectCluster } from './connect.js';
export type { LetterEnd } from './dead-letters.js';
export type { FetchChapterRequest, FetchedChapter } from './fetch-chapter.js';
export type { FetchedFile, FetchRequest } from './fetch-file.js';
export type { FetchedFolder, FetchFolderRequest } from './fetch-folder.js';
export type { JobEntry } from './jobs.js';
export { digestInPlace, digestOfFile } from './local-file.js';
export type { NodeOrderEnd } from './node-orders.js';
export { doOnce, forgetOnce, type OnceEnd, type OnceRequest } from './once.js';
export type { OpenedChapter, OpenedFile } from './open-file.js';
export { type Measured, NO_PACE, observe, type Pace, secondsLeft, speedOf } from './pace.js';
export type { ReadingReport } from './reading-report.js';
export type { LocatedJob, Submission, SubmitRequest } from './submit.js';
export { systemClock } from './system-clock.js';
export type { HeardChapter, UnheardChapter, VerifyEnd, VerifyRequest } from './verify.js';
export type { WatchOptions, WatchUpdate } from './watch.js';
