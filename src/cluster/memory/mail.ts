import { type Address, type Clock, fnv1a, formatAddress } from '../../core/index.js';
import type { Envelope, MailDelivery, Mailboxes } from '../ports/index.js';
import { type Choose, isFree, type Leased, LeasedQueue } from './leased-queue.js';
import { PublishIds } from './publish-ids.js';

interface MemoryMailOptions {
  readonly clock: Clock;
  readonly partitions: number;
  readonly leaseMs: number;
  readonly duplicateWindowMs: number;
}

interface Letter {
  readonly kind: string;
  readonly partition: number;
  readonly payload: Uint8Array;
}

/** Mailboxes in memory: one at a time per partition, at least once. */
export class MemoryMailboxes implements Mailboxes {
  readonly partitions: number;
  private readonly clock: Clock;
  private readonly letters: LeasedQueue<Letter>;
  private readonly ids: PublishIds;

  constructor(options: MemoryMailOptions) {
    this.partitions = options.partitions;
    this.clock = options.clock;
    this.letters = new LeasedQueue(options.clock, options.leaseMs);
    this.ids = new PublishIds(options.duplicateWindowMs);
  }

  async post(envelope: Envelope): Promise<void> {
    if (this.ids.isNew(envelope.id, this.clock.now()))
      this.postRaw(envelope.to, new TextEncoder().encode(JSON.stringify(envelope)));
  }

  /** Anything at all into an actor's mailbox: what a stranger with a NATS client could do. */
  postRaw(to: Address, payload: Uint8Array): void {
    this.letters.add({ kind: to.kind, partition: fnv1a(formatAddress(to)) % this.partitions, payload });
  }

  async take(kind: string, partition: number, waitMs: number, signal: AbortSignal): Promise<MailDelivery | null> {
    const leased = await this.letters.take(headOf(kind, partition), waitMs, signal);
    return leased && deliveryOf(leased);
  }

  /** Letters waiting or leased. */
  get depth(): number {
    return this.letters.values.length;
  }
}

/** The oldest letter of a partition; while it is held, so is the partition. */
const headOf =
  (kind: string, partition: number): Choose<Letter> =>
  (entries, at) => {
    const head = entries.find((entry) => entry.value.kind === kind && entry.value.partition === partition);
    return head !== undefined && isFree(head, at) ? head : undefined;
  };

const deliveryOf = (leased: Leased<Letter>): MailDelivery => ({
  payload: leased.value.payload,
  deliveryCount: leased.deliveryCount,
  ack: async () => leased.ack(),
  nak: async (delayMs) => leased.nak(delayMs),
  terminate: async () => leased.ack(),
});
