import type { Instant, JobId, JsonObject } from '../../core/index.js';

export type ControlState = 'run' | 'pause' | 'cancel';

/** The Books' decisions that workers look at before they speak. */
export interface ControlBoard {
  set(job: JobId, state: ControlState): Promise<void>;
  /** From the local copy, kept fresh by a watch; `run` when nothing was written. */
  current(job: JobId): ControlState;
}

/** What one host says of itself, again and again. */
export interface NodeRecord {
  readonly node: string;
  readonly roles: readonly string[];
  readonly slots: number;
  /** Profiles its slots speak: `{id, engine, voice}` and what else describes them. */
  readonly profiles: readonly JsonObject[];
  readonly startedAt: Instant;
  readonly seenAt: Instant;
}

/** The living hosts; a record older than `NODE_STALE_MS` counts as gone. */
export interface NodeBoard {
  report(record: NodeRecord): Promise<void>;
  withdraw(node: string): Promise<void>;
  list(): Promise<readonly NodeRecord[]>;
}

export const NODE_REPORT_EVERY_MS = 5_000;
/** Three missed reports. */
export const NODE_STALE_MS = 3 * NODE_REPORT_EVERY_MS;

/** A named right that one holder has at a time; fenced by the store's revision. */
export interface LeaseBoard {
  /** True when `holder` has the lease from now for `ttlMs` (taken, renewed, or taken over after it ran out). */
  acquire(name: string, holder: string, ttlMs: number, at: Instant): Promise<boolean>;
  release(name: string, holder: string): Promise<void>;
}
