import type { JobEntry } from '../client/index.js';
import type { PlanDocument, ReadingWishes, LanguageVoiceWishes, ShownVoice, VoiceFilter } from '../ordering/index.js';
import type { BookSource } from './book-source.js';
import type { Job, StopWaiting } from './job.js';
import type { SubmitWishes } from './options.js';

/** A connected cluster. Everything that fails throws a `UserError`; what a signal stops rejects with its reason. */
export interface E2a extends AsyncDisposable {
  /** Reads a book on this machine: its chapters, how long they speak, what is left out. What `e2a plan --json` prints. */
  plan(book: BookSource, wishes?: ReadingWishes & LanguageVoiceWishes, options?: StopWaiting): Promise<PlanDocument>;
  /** Reads a book on this machine and gives it to the cluster. The same book with the same wishes is the same job. */
  submit(book: BookSource, wishes?: SubmitWishes, options?: StopWaiting): Promise<Job>;
  /** @param id of a job, an unambiguous beginning of one, or `@last`. Throws when there is none. */
  job(id: string): Promise<Job>;
  /** The one that changed last first. */
  jobs(): Promise<readonly JobEntry[]>;
  /** Voices of the catalogue, of this machine and of the cluster's nodes. */
  voices(filter?: VoiceFilter): Promise<readonly ShownVoice[]>;
  /** Ends what is waited for; jobs go on. Harmless when called again. */
  close(): Promise<void>;
}
