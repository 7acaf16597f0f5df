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

/** A letter as it is kept. */
export interface KeptLetter extends DeadLetter {
  /** Names it for people: short, never used twice. */
  readonly id: string;
}

export interface DeadLetters {
  record(letter: DeadLetter, publishId: string): Promise<void>;
  /** Oldest first. */
  list(): Promise<readonly KeptLetter[]>;
  get(id: string): Promise<KeptLetter | null>;
  /** False when there was no such letter. */
  remove(id: string): Promise<boolean>;
}
