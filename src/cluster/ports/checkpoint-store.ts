import type { Address, Effect, Instant, Json, JsonObject } from '../../core/index.js';

/** An actor's stored state. `summary` is written first, for human readers. */
export interface Checkpoint {
  readonly summary: JsonObject;
  readonly kind: string;
  readonly schemaVersion: number;
  /** When it took its first turn: with `turn` part of every effect's id, so that an actor that was removed and made again repeats none. */
  readonly born: Instant;
  /** Messages taken so far. */
  readonly turn: number;
  readonly wakeAt: Instant | null;
  readonly updatedAt: Instant;
  readonly state: Json;
  /** The outbox: effects of the last message, under its id. */
  readonly last: { readonly messageId: string; readonly effects: readonly Effect[] } | null;
  /** Ids of the last messages, oldest first, the last one included. */
  readonly recent: readonly string[];
  /** W3C trace context of the last message that had one: alarms go on with it. */
  readonly traceparent?: string | undefined;
}

export interface StoredCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly revision: number;
}

/** What a store holds of an actor since a revision; `checkpoint` is null when somebody took it away by hand, or wrote what cannot be read. */
export interface ChangedCheckpoint {
  readonly address: Address;
  readonly checkpoint: Checkpoint | null;
  readonly revision: number;
}

export type SaveOutcome = { readonly saved: true; readonly revision: number } | { readonly saved: false };

/** Compare-and-set storage of checkpoints; reads come from the leader. */
export interface CheckpointStore {
  load(address: Address): Promise<StoredCheckpoint | null>;
  /** `revision` is the one that was read, null for a new actor; `saved: false` when somebody wrote in between. */
  save(address: Address, checkpoint: Checkpoint, revision: number | null): Promise<SaveOutcome>;
  /** Addresses of all actors of a kind, or of one job. */
  list(kind: string, job?: string): Promise<readonly Address[]>;
  /**
   * What was saved of a kind's actors after `revision` (0: ever), oldest first; of an actor that comes more than once the
   * last counts, and what was removed does not come. Costs as much as there are changes, so that whoever has read
   * everything once need not do so again.
   */
  changes(kind: string, revision: number): AsyncIterable<ChangedCheckpoint>;
  /** Without a trace, and harmless when nothing is there: the next turn of that address is the first of a new actor. */
  remove(address: Address): Promise<void>;
}
