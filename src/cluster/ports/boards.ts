import type { Instant, JobId, JsonObject } from '../../core/index.js';

export type ControlState = 'run' | 'pause' | 'cancel';

/** What people want of a node: work, take nothing new, or finish and leave. */
export type NodeOrder = 'work' | 'cordon' | 'drain';

/** What workers look at before they begin, from a local copy kept fresh by a watch: the Books' decisions, and orders to nodes. */
export interface ControlBoard {
  set(job: JobId, state: ControlState): Promise<void>;
  /** `run` when nothing was written. */
  current(job: JobId): ControlState;
  /** Takes the decision about a job away, for everybody: `run` again. */
  forget(job: JobId): Promise<void>;
  /** Holds for whoever has that name, now or later, until it is changed; `work` takes the order away. */
  setNodeOrder(node: string, order: NodeOrder): Promise<void>;
  /** `work` when nothing was written. */
  nodeOrder(node: string): NodeOrder;
  /** Calls `listener` whenever the local copy changes, until the returned function is called. */
  onChange(listener: () => void): () => void;
}

/** How a node stands: `cordoned` and, outside its hours, `resting` take nothing new; `draining` finishes and leaves. */
export type NodeState = 'ready' | 'resting' | 'cordoned' | 'draining';

/** A voice that work waits for and a machine cannot speak now, with the reason in a sentence. */
export interface CannotSpeak {
  readonly profile: string;
  readonly engine: string;
  readonly voice: string;
  readonly why: string;
}

/** Of a GPU, whoever uses it. */
export interface DeviceMemory {
  readonly usedBytes: number;
  readonly totalBytes: number;
}

/** What one host says of itself, again and again. */
export interface NodeRecord {
  readonly node: string;
  /** The machine's name. */
  readonly host: string;
  readonly version: string;
  readonly roles: readonly string[];
  /** Voices that can speak at the same time. */
  readonly slots: number;
  /** Slots that speak now. */
  readonly busy: number;
  /** In words: `cpu`, `NVIDIA H100 (GPU-abc…)`. */
  readonly device: string;
  /** It was to speak on a GPU, and none works. Absent: it speaks on what it was told to. */
  readonly deviceMismatch?: true;
  /** As its driver said lately. Absent: it has no GPU, or the driver does not say. */
  readonly deviceMemory?: DeviceMemory;
  /** Programs it reads books with, of those that not every machine has. */
  readonly readsWith: readonly string[];
  /** Profiles its slots speak: `{id, engine, voice}` and what else describes them. */
  readonly profiles: readonly JsonObject[];
  /** Voices that are installed there, by name: what it could speak after a restart. Absent: it does not say. */
  readonly voices?: readonly string[];
  /** What its machine was asked to speak, and cannot. Absent: nothing of that kind. */
  readonly cannotSpeak?: readonly CannotSpeak[];
  /** Of one slot, as measured; null until known. */
  readonly charactersPerSecond: number | null;
  readonly state: NodeState;
  readonly startedAt: Instant;
  readonly seenAt: Instant;
}

/** A host that takes work and has slots that speak the profile. */
export const isSpeaking = ({ state, slots, profiles }: NodeRecord, profile: string): boolean =>
  state === 'ready' && slots > 0 && profiles.some(({ id }) => id === profile);

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
