import { resolvable } from '../support/resolvable.js';

/** Holds what passes it while it is closed. */
export interface Gate {
  open(): void;
  close(): void;
  /** Resolves when it is open; rejects when `signal` aborts. */
  pass(signal: AbortSignal): Promise<void>;
}

export function makeGate(): Gate {
  let opened = resolvable();
  opened.resolve();
  return {
    open: () => opened.resolve(),
    close: () => {
      opened = resolvable();
    },
    pass: async (signal) => {
      signal.throwIfAborted();
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
      await Promise.race([opened.promise, aborted]);
    },
  };
}
