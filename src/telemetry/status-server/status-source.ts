import type { DeviceMemory } from '../../cluster/ports/index.js';
import type { Instant } from '../../core/index.js';
import type { Metrics } from '../metrics/index.js';
import type { Doing } from './work-now.js';

/** One thing that has to stand before this node is of use. */
export interface ReadyPart {
  readonly name: string;
  readonly ok: boolean;
  /** Half a sentence for people. */
  readonly says: string;
}

/** How a node stands. */
export interface NodeNow {
  /** `starting` before its voices are loaded, `leaving` from the request to stop on. */
  readonly state: 'starting' | 'ready' | 'resting' | 'cordoned' | 'draining' | 'leaving';
  readonly slots: number;
  readonly busy: number;
  /** In words. */
  readonly device: string;
  /** Null where nothing is spoken. */
  readonly engine: string | null;
  readonly voice: string | null;
  /** Of one slot; null until measured. */
  readonly charactersPerSecond: number | null;
}

export interface JobProgress {
  readonly job: string;
  readonly title: string;
  readonly state: string;
  /** 0 to 100. */
  readonly percent: number;
  /** Null while nobody can say. */
  readonly secondsLeft: number | null;
}

/** A finished file. */
export interface Download {
  readonly name: string;
  readonly bytes: number;
  readonly contentType: string;
  read(): AsyncIterable<Uint8Array>;
}

/** What the routes tell of; passed in by whoever runs a node. */
export interface StatusSource {
  readonly node: string;
  readonly version: string;
  readonly roles: readonly string[];
  readonly startedAt: Instant;
  now(): Instant;
  standing(): NodeNow;
  doing(): readonly Doing[];
  /** Null on a CPU, and where the driver does not say. */
  deviceMemory(): Promise<DeviceMemory | null>;
  /** Answers within 5 s, whatever is broken. */
  readyParts(): Promise<readonly ReadyPart[]>;
  readonly metrics: Metrics;
  /** Throws a UserError (exit 5) when there is no such job. Absent: this process cannot ask. */
  readonly progress?: ((job: string) => Promise<JobProgress>) | undefined;
  /** The same; null while there is no file. */
  readonly download?: ((job: string) => Promise<Download | null>) | undefined;
}
