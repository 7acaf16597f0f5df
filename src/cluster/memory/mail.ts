import {
  type Address,
  type Clock,
  fnv1a,
  formatAddress,
  isJsonObject,
  isMessage,
  type JobId,
  type Message,
  parseJson,
} from '../../core/index.js';
import type { Envelope, MailDelivery, Mailboxes, WaitingMail } from '../ports/index.js';
import { type Choose, isFree, type Leased, LeasedQueue } from './leased-queue.js';
import { PublishIds } from './publish-ids.js';

interface MemoryMailOptions {
  readonly clock: Clock;
  readonly partitions: number;
  readonly leaseMs: number;
  readonly duplicateWindowMs: number;
}

interface Letter {
  readonly to: Address;
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
    this.letters.add({ to, partition: fnv1a(formatAddress(to)) % this.partitions, payload });
  }

  async take(kind: string, partition: number, waitMs: number, signal: AbortSignal): Promise<MailDelivery | null> {
    const leased = await this.letters.take(headOf(kind, partition), waitMs, signal);
    return leased && deliveryOf(leased);
  }

  async waiting(kind: string, job?: JobId): Promise<readonly WaitingMail[]> {
    const oldest = new Map<string, WaitingMail>();
    for (const { value, queuedAt } of this.letters.all) {
      const { to, payload } = value;
      const key = formatAddress(to);
      if (to.kind !== kind || (job !== undefined && to.job !== job) || oldest.has(key)) continue;
      oldest.set(key, { to, since: queuedAt, message: messageIn(payload) });
    }
    return [...oldest.values()];
  }

  /** Letters waiting or leased. */
  get depth(): number {
    return this.letters.values.length;
  }
}

function messageIn(payload: Uint8Array): Message | null {
  const json = parseJson(new TextDecoder().decode(payload));
  const message = json.ok && isJsonObject(json.value) ? json.value['message'] : undefined;
  return isMessage(message) ? message : null;
}

/** The oldest letter of a partition; while it is held, so is the partition. */
const headOf =
  (kind: string, partition: number): Choose<Letter> =>
  (entries, at) => {
    const head = entries.find((entry) => entry.value.to.kind === kind && entry.value.partition === partition);
    return head !== undefined && isFree(head, at) ? head : undefined;
  };

const deliveryOf = (leased: Leased<Letter>): MailDelivery => ({
  payload: leased.value.payload,
  deliveryCount: leased.deliveryCount,
  ack: async () => leased.ack(),
  nak: async (delayMs) => leased.nak(delayMs),
  terminate: async () => leased.ack(),
});
