import type { ControlBoard } from '../ports/index.js';

/** Says while it is shut that nothing new may be taken: until orders change, or for good when the slot stops. */
export class Door {
  private shut = new AbortController();
  private waiting: (() => void)[] = [];
  private readonly stopListening: () => void;

  constructor(
    private readonly mayTake: () => boolean,
    control: Pick<ControlBoard, 'onChange'>,
    private readonly stopping: AbortSignal,
  ) {
    this.stopListening = control.onChange(() => this.look());
    stopping.addEventListener('abort', () => this.close(), { once: true });
    this.look();
  }

  /** Aborts when the door shuts; another one once it has opened again. */
  get signal(): AbortSignal {
    return this.shut.signal;
  }

  /** Waits until something may be taken; false when that will never be. */
  async opened(): Promise<boolean> {
    while (this.shut.signal.aborted && !this.stopping.aborted) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    return !this.stopping.aborted;
  }

  private look(): void {
    if (this.stopping.aborted) return;
    const mayTake = this.mayTake();
    if (!mayTake) this.shut.abort();
    else if (this.shut.signal.aborted) this.shut = new AbortController();
    if (mayTake) this.wake();
  }

  private close(): void {
    this.stopListening();
    this.shut.abort();
    this.wake();
  }

  private wake(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const go of waiting) go();
  }
}
