import type { Clock } from '../../core/index.js';

/** Lets many wait until something changes. */
export class Bell {
  private waiting: (() => void)[] = [];

  constructor(private readonly clock: Clock) {}

  ring(): void {
    const wakers = this.waiting;
    this.waiting = [];
    for (const wake of wakers) wake();
  }

  /** Resolves when the bell rings, `ms` have passed or `signal` aborts. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    const rung = new AbortController();
    const wake = (): void => rung.abort();
    this.waiting.push(wake);
    signal.addEventListener('abort', wake);
    await this.clock.sleep(ms, rung.signal);
    signal.removeEventListener('abort', wake);
    this.waiting = this.waiting.filter((other) => other !== wake);
  }
}
