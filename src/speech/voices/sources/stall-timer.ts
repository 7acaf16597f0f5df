/** Bytes stopped coming; what is here is kept and the rest is asked for again. */
export class StalledError extends Error {
  override readonly name = 'StalledError';
}

/** Aborts when what is expected does not come in time. */
export class StallTimer {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  readonly signal: AbortSignal = this.controller.signal;

  expect(withinMs: number, orElse: Error): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.controller.abort(orElse), withinMs);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
