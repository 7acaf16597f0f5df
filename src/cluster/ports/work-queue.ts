import type { ChapterId, JobId, WorkClass, WorkItem } from '../../core/index.js';

/** An item leased to us; ours until settled or until the heartbeats stop for a lease time. */
export interface WorkLease {
  readonly item: WorkItem;
  readonly deliveryCount: number;
  /** Renews the lease. */
  beat(): void;
  ack(): Promise<void>;
  /** Hands the item back; 0 = at once. */
  nak(delayMs: number): Promise<void>;
}

/** Items that equal workers pull. At most one queued item per job/chapter/item/attempt. */
export interface WorkQueue {
  /** How often a lease must be renewed, in milliseconds. */
  readonly beatEveryMs: number;
  /** Makes the queue of a class known (idempotent); needed before the first pull of it. */
  offer(workClass: WorkClass): Promise<void>;
  /** `already` covers: queued, leased or done within the duplicate window. All are success. */
  enqueue(item: WorkItem, publishId: string): Promise<'queued' | 'already'>;
  /** The next item by priority p0, p1, p2; null when none came within `waitMs` or `signal` aborted. */
  pull(workClass: WorkClass, waitMs: number, signal: AbortSignal): Promise<WorkLease | null>;
  /** Takes queued items of a job or chapter away. */
  withdraw(job: JobId, chapter?: ChapterId): Promise<void>;
  /** `<chapter>/<item>/<attempt>` of every item of the job that is queued or leased. */
  present(job: JobId): Promise<ReadonlySet<string>>;
  /** Items waiting or leased, of all classes. */
  depth(): Promise<number>;
}
