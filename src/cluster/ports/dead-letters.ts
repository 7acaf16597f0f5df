import type { Instant, JobId, JsonObject } from '../../core/index.js';

/** Something nobody could do, kept with its reason. */
export interface DeadLetter {
  readonly origin: 'work' | 'mail';
  readonly job: JobId;
  /** `ch-001` or `book`. */
  readonly chapter: string;
  readonly item: string;
  /** In words. */
  readonly reason: string;
  readonly detail: JsonObject;
  readonly at: Instant;
}

export interface DeadLetters {
  record(letter: DeadLetter, publishId: string): Promise<void>;
  list(): Promise<readonly DeadLetter[]>;
}
