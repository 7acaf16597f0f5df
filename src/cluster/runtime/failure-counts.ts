/** Failures remembered per place of work; whoever fails so much that more are forgotten has other worries. */
const REMEMBERED = 1_000;

/**
 * How often each item has failed here, since it last succeeded or was given up.
 *
 * The broker's count of deliveries is another number: an item that was handed back (a pause, a slower slot that stood
 * back, a host that left) has not failed.
 */
export class FailureCounts {
  private readonly counts = new Map<string, number>();

  /** @returns the failures of the item so far, this one included */
  note(id: string): number {
    const count = (this.counts.get(id) ?? 0) + 1;
    this.counts.delete(id);
    this.counts.set(id, count);
    for (const oldest of this.counts.keys()) {
      if (this.counts.size <= REMEMBERED) break;
      this.counts.delete(oldest);
    }
    return count;
  }

  /** Failures of the item so far. */
  of(id: string): number {
    return this.counts.get(id) ?? 0;
  }

  forget(id: string): void {
    this.counts.delete(id);
  }
}
