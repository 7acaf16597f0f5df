import type { Clock, Instant } from '../../../src/core/index.js';

interface Sleeper {
  readonly dueAt: Instant;
  wake(): void;
}

export interface ManualClock extends Clock {
  /** Lets time pass, waking sleepers in the order of their times and letting each finish what it does. */
  advance(ms: number): Promise<void>;
}

export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Time that moves only when told to. */
export function createManualClock(start: Instant = 1_000_000): ManualClock {
  const time = createTime(start);
  return {
    now: time.now,
    sleep: (ms, signal) => time.sleep(ms, signal),
    async advance(ms) {
      const until = time.now() + ms;
      await settle();
      while (time.wakeNext(until)) await settle();
      time.moveTo(until);
      await settle();
    },
  };
}

/** Time that jumps to the next sleeper as soon as everybody sleeps: hours in milliseconds, always the same. */
export function createJumpingClock(start: Instant = 1_000_000): Clock {
  const time = createTime(start);
  let jumping = false;
  const jump = (): void => {
    jumping = time.wakeNext(Number.POSITIVE_INFINITY);
    if (jumping) setImmediate(jump);
  };
  return {
    now: time.now,
    sleep(ms, signal) {
      const sleeping = time.sleep(ms, signal);
      if (!jumping) {
        jumping = true;
        setImmediate(jump);
      }
      return sleeping;
    },
  };
}

function createTime(start: Instant) {
  let now = start;
  let sleepers: Sleeper[] = [];
  const remove = (sleeper: Sleeper): void => {
    sleepers = sleepers.filter((other) => other !== sleeper);
  };
  return {
    now: (): Instant => now,
    moveTo(at: Instant): void {
      now = Math.max(now, at);
    },
    sleep(ms: number, signal?: AbortSignal): Promise<void> {
      if (signal?.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const sleeper = { dueAt: now + Math.max(0, ms), wake: resolve };
        sleepers.push(sleeper);
        const stop = (): void => {
          remove(sleeper);
          resolve();
        };
        signal?.addEventListener('abort', stop, { once: true });
        sleeper.wake = () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        };
      });
    },
    /** Wakes the first sleeper due until then; false when there is none. */
    wakeNext(until: Instant): boolean {
      const next = sleepers.toSorted((a, b) => a.dueAt - b.dueAt)[0];
      if (next === undefined || next.dueAt > until) return false;
      now = Math.max(now, next.dueAt);
      remove(next);
      next.wake();
      return true;
    },
  };
}
