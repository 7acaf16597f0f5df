import type { Instant, JsonObject, WorkClass } from '../../core/index.js';

/** What a host has done with the work of one class since it started. */
export interface WorkTally {
  readonly class: WorkClass;
  /** For people: `speech`, `media`. */
  readonly name: string;
  readonly done: number;
  /** Tries that failed, whoever did the item in the end. */
  readonly failed: number;
  readonly busyMs: number;
  readonly lastFailure: string | null;
  /** What else is worth knowing, in words. */
  readonly facts: JsonObject;
}

/** What a host says of itself. */
export interface SelfPortrait {
  /** Unique in the cluster. */
  readonly node: string;
  readonly version: string;
  /** Half a sentence for lists. */
  readonly description: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly startedAt: Instant;
  readonly work: readonly WorkTally[];
}

/** Lets operators ask the hosts themselves, past every store: who is there, what are you, what have you done? */
export interface RollCall {
  /** Answers whoever asks until the returned function is called; `portrait` is drawn anew for each question and must not throw. */
  answer(portrait: () => SelfPortrait): () => void;
}
