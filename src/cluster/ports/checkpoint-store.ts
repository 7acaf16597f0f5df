import type { Address, Effect, Instant, Json, JsonObject } from '../../core/index.js';

/** An actor's stored state. `summary` is written first, for human readers. */
export interface Checkpoint {
  readonly summary: JsonObject;
  readonly kind: string;
  readonly schemaVersion: number;
  /** Messages taken so far: part of every effect's id. */
  readonly turn: number;
  readonly wakeAt: Instant | null;
  readonly updatedAt: Instant;
  readonly state: Json;
  /** The outbox: effects of the last message, under its id. */
  readonly last: { readonly messageId: string; readonly effects: readonly Effect[] } | null;
  /** Ids of the last messages, oldest first, the last one included. */
  readonly recent: readonly string[];
}

export interface StoredCheckpoint {
  readonly checkpoint: Checkpoint;
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
  remove(address: Address): Promise<void>;
}
