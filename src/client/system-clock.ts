import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../core/index.js';

/** The machine's own time; the same as the host's, without loading a host for it. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    wait(ms, undefined, signal === undefined ? {} : { signal }).then(
      () => undefined,
      () => undefined,
    ),
};
