import { type ChapterId, type Clock, type JobId, PRIORITIES, type WorkClass, type WorkItem } from '../../core/index.js';
import type { QueueDepth, WorkLease, WorkQueue } from '../ports/index.js';
import { type Choose, type Entry, isFree, type Leased, LeasedQueue } from './leased-queue.js';
import { PublishIds } from './publish-ids.js';
import { depthsOf } from './work-depths.js';

interface MemoryWorkOptions {
  readonly clock: Clock;
  readonly leaseMs: number;
  readonly beatEveryMs: number;
  readonly duplicateWindowMs: number;
}

/** A work queue in memory: by priority, each item once, leased until settled. */
export class MemoryWorkQueue implements WorkQueue {
  readonly beatEveryMs: number;
  private readonly clock: Clock;
  private readonly items: LeasedQueue<WorkItem>;
  private readonly ids: PublishIds;

  constructor(options: MemoryWorkOptions) {
    this.beatEveryMs = options.beatEveryMs;
    this.clock = options.clock;
    this.items = new LeasedQueue(options.clock, options.leaseMs);
    this.ids = new PublishIds(options.duplicateWindowMs);
  }

  async offer(): Promise<void> {}

  async enqueue(item: WorkItem, publishId: string): Promise<'queued' | 'already'> {
    if (this.items.values.some((other) => other.job === item.job && tokenOf(other) === tokenOf(item))) return 'already';
    if (!this.ids.isNew(publishId, this.clock.now())) return 'already';
    this.items.add(JSON.parse(JSON.stringify(item)) as WorkItem);
    return 'queued';
  }

  async pull(workClass: WorkClass, waitMs: number, signal: AbortSignal): Promise<WorkLease | null> {
    const leased = await this.items.take(firstOf(workClass), waitMs, signal);
    return leased && leaseOf(leased);
  }

  async pullUrgent(workClass: WorkClass): Promise<WorkLease | null> {
    const leased = await this.items.take(urgentOf(workClass), 0, NEVER);
    return leased && leaseOf(leased);
  }

  async withdraw(job: JobId, chapter?: ChapterId): Promise<void> {
    this.items.removeAll((item) => item.job === job && (chapter === undefined || item.chapter === chapter));
  }

  async present(job: JobId): Promise<ReadonlySet<string>> {
    return new Set(this.items.values.filter((item) => item.job === job).map(tokenOf));
  }

  async depths(): Promise<readonly QueueDepth[]> {
    return depthsOf(this.items.all);
  }
}

const tokenOf = (item: WorkItem): string => `${item.chapter}/${item.item}/${item.attempt}`;

/** The oldest free item of the most urgent priority that has one. */
const firstOf =
  (workClass: WorkClass): Choose<WorkItem> =>
  (entries, at) => {
    const free = entries.filter((entry) => entry.value.class === workClass && isFree(entry, at));
    return free.toSorted((a, b) => urgency(a) - urgency(b))[0];
  };

const urgentOf =
  (workClass: WorkClass): Choose<WorkItem> =>
  (entries, at) =>
    firstOf(workClass)(
      entries.filter(({ value }) => value.priority === 'p0'),
      at,
    );

const NEVER = new AbortController().signal;

const urgency = (entry: Entry<WorkItem>): number => PRIORITIES.indexOf(entry.value.priority);

const leaseOf = (leased: Leased<WorkItem>): WorkLease => ({
  item: leased.value,
  deliveryCount: leased.deliveryCount,
  beat: leased.beat,
  ack: async () => leased.ack(),
  nak: async (delayMs) => leased.nak(delayMs),
});
