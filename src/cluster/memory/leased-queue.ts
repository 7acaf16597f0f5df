import type { Clock, Instant } from '../../core/index.js';
import { Bell } from './bell.js';

/** Something queued. It may be taken when `heldUntil` has passed: the end of a lease or of a nak's delay. */
export interface Entry<T> {
  readonly value: T;
  readonly queuedAt: Instant;
  heldUntil: Instant;
  deliveryCount: number;
  /** The delivery that holds it; 0 when nobody does. */
  lease: number;
}

/** What a taker holds. Everything but `ack` is without effect once the lease was given to another. */
export interface Leased<T> {
  readonly value: T;
  readonly deliveryCount: number;
  beat(): void;
  /** Takes the entry away, even after the lease ran out: a late ack wins, as it does on a real server. */
  ack(): void;
  nak(delayMs: number): void;
}

/** Picks the entry to deliver; entries come oldest first. */
export type Choose<T> = (entries: readonly Entry<T>[], at: Instant) => Entry<T> | undefined;

export const isFree = (entry: Entry<unknown>, at: Instant): boolean => entry.heldUntil <= at;

/** A queue whose entries are leased, not removed, until they are acknowledged. */
export class LeasedQueue<T> {
  private entries: Entry<T>[] = [];
  private leases = 0;
  private readonly bell: Bell;

  constructor(
    private readonly clock: Clock,
    private readonly leaseMs: number,
  ) {
    this.bell = new Bell(clock);
  }

  get values(): readonly T[] {
    return this.entries.map((entry) => entry.value);
  }

  /** Oldest first. */
  get all(): readonly Entry<T>[] {
    return this.entries;
  }

  add(value: T): void {
    this.entries.push({ value, queuedAt: this.clock.now(), heldUntil: 0, deliveryCount: 0, lease: 0 });
    this.bell.ring();
  }

  /** Takes away what matches; whoever holds one of them may go on, and settles it to no effect. */
  removeAll(matches: (value: T) => boolean): void {
    this.entries = this.entries.filter((entry) => !matches(entry.value));
    this.bell.ring();
  }

  async take(choose: Choose<T>, waitMs: number, signal: AbortSignal): Promise<Leased<T> | null> {
    const deadline = this.clock.now() + waitMs;
    while (!signal.aborted) {
      const at = this.clock.now();
      const entry = choose(this.entries, at);
      if (entry !== undefined) return this.lease(entry);
      if (at >= deadline) return null;
      await this.bell.wait(this.nextFreeAt(at, deadline) - at, signal);
    }
    return null;
  }

  private nextFreeAt(at: Instant, deadline: Instant): Instant {
    return this.entries.reduce((next, { heldUntil }) => (heldUntil > at ? Math.min(next, heldUntil) : next), deadline);
  }

  private lease(entry: Entry<T>): Leased<T> {
    const lease = ++this.leases;
    entry.lease = lease;
    entry.deliveryCount++;
    entry.heldUntil = this.clock.now() + this.leaseMs;
    return {
      value: entry.value,
      deliveryCount: entry.deliveryCount,
      beat: () => {
        if (entry.lease === lease) entry.heldUntil = this.clock.now() + this.leaseMs;
      },
      ack: () => this.remove(entry),
      nak: (delayMs) => {
        if (entry.lease === lease) this.handBack(entry, delayMs);
      },
    };
  }

  private remove(entry: Entry<T>): void {
    this.entries = this.entries.filter((other) => other !== entry);
    this.bell.ring();
  }

  private handBack(entry: Entry<T>, delayMs: number): void {
    entry.lease = 0;
    entry.heldUntil = delayMs > 0 ? this.clock.now() + delayMs : 0;
    this.bell.ring();
  }
}
