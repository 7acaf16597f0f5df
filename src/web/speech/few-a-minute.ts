import type { Clock, Instant } from '../../core/index.js';

const MINUTE_MS = 60_000;

/** So many in any minute, whoever asks. */
export interface FewAMinute {
  /** 0: it may, and is counted; else so many milliseconds must pass first. */
  ask(): number;
}

export function fewAMinute(most: number, clock: Pick<Clock, 'now'>): FewAMinute {
  let begun: Instant[] = [];
  return {
    ask() {
      const now = clock.now();
      begun = begun.filter((at) => now - at < MINUTE_MS);
      const [first] = begun;
      if (first !== undefined && begun.length >= most) return first + MINUTE_MS - now;
      begun.push(now);
      return 0;
    },
  };
}
