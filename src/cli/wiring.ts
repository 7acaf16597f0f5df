/**
 * The one file of the command line that reaches for what is heavy, and only when it is needed:
 * `e2a --help` and `e2a jobs` load no engine, no book reader and no ffmpeg.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../core/index.js';

export const loadHost = () => import('../host/index.js');
export const loadBooks = () => import('../books/index.js');
export const loadPlanning = () => import('../planning/index.js');
export const loadSpeech = () => import('../speech/index.js');
export const loadEmbedded = () => import('../cluster/embedded/index.js');
export const loadPrograms = () => import('../programs/index.js');

/** The machine's own time; the same as the host's, without loading a host for it. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    wait(ms, undefined, signal === undefined ? {} : { signal }).then(
      () => undefined,
      () => undefined,
    ),
};
