import { RetryableError } from '../../core/index.js';

/** The work of a slot: one thing at a time, in the order it was asked for, until the slot is closed. */
export class SlotTurns {
  private readonly closing = new AbortController();
  /** Ends when what is being done does: the next waits for it. */
  private busy: Promise<unknown> = Promise.resolve();

  /**
   * Runs `work` when everything asked for before is done; its signal aborts with the given one, or when the slot closes.
   * @throws the signal's reason, or RetryableError when the slot is closed
   */
  async take<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const either = AbortSignal.any([signal, this.closing.signal]);
    const turn = this.busy.then(() => {
      either.throwIfAborted();
      return work(either);
    });
    this.busy = turn.catch(() => undefined);
    return turn;
  }

  /** What runs is broken off; resolves when it has ended. */
  async close(): Promise<void> {
    this.closing.abort(new RetryableError('the slot is closed', 0));
    await this.busy;
  }
}
