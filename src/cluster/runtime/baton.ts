/** A right that one has at a time, passed on in the order of asking. */
export class Baton {
  private taken = false;
  private readonly waiting: (() => void)[] = [];

  /** Nobody has it. */
  get free(): boolean {
    return !this.taken;
  }

  /** Resolves to true when it is ours (then it must be passed on), to false when `signal` aborts before. */
  take(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false);
    if (!this.taken) {
      this.taken = true;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const giveUp = (): void => {
        this.waiting.splice(this.waiting.indexOf(receive), 1);
        resolve(false);
      };
      const receive = (): void => {
        signal.removeEventListener('abort', giveUp);
        resolve(true);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.waiting.push(receive);
    });
  }

  pass(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.taken = false;
    else next();
  }
}
