import type { ChapterId, Instant, JobId, Priority, WorkClass, WorkItem } from '../../core/index.js';

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

/** What lies in the queue of one class and priority. */
export interface QueueDepth {
  readonly class: WorkClass;
  readonly priority: Priority;
  /** Items nobody has taken yet. */
  readonly waiting: number;
  /** Items taken and not settled: in work, or handed back for another to take. */
  readonly leased: number;
  /** Of the leased: those delivered more than once. */
  readonly redelivered: number;
  /** When the oldest item was queued; null when it was just taken away. */
  readonly oldestAt: Instant | null;
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
  /** A p0 item when one is there now, else null: what a worker asks before it begins an item it held in advance. */
  pullUrgent(workClass: WorkClass): Promise<WorkLease | null>;
  /**
   * Takes the items of a job or chapter away. Whoever holds one goes on with it and may settle it as ever, but it is not
   * `present` any more, and given to nobody else: a broker cannot tell the leased from the queued.
   */
  withdraw(job: JobId, chapter?: ChapterId): Promise<void>;
  /** `<chapter>/<item>/<attempt>` of every item of the job that is queued or leased. */
  present(job: JobId): Promise<ReadonlySet<string>>;
  /** For screens: how much there is of each class and priority; those without an item are left out. */
  depths(): Promise<readonly QueueDepth[]>;
}
