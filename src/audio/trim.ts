import { soundThreshold, windowLevels, windowSamples } from './levels.js';

/** Kept before the first sound: soft onsets lie below the threshold. */
const KEEP_BEFORE_SECONDS = 0.03;
/** Kept after the last sound: final fricatives and breath die away slowly. */
const KEEP_AFTER_SECONDS = 0.08;

/** Speech without the silence round it. */
export interface Trimmed {
  /** A view into what was given. */
  readonly pcm: Float32Array;
  /** Samples cut at the front and at the end. */
  readonly cutBefore: number;
  readonly cutAfter: number;
}

/**
 * Cuts the silence an engine leaves round an utterance, so that the plan's pauses alone set the rhythm.
 * @returns null when all of it is silence: the engine has failed, there is nothing to keep.
 */
export function trimSilence(pcm: Float32Array, sampleRate: number): Trimmed | null {
  const levels = windowLevels(pcm, sampleRate);
  const threshold = soundThreshold(levels);
  const isSound = (level: number): boolean => level >= threshold;
  const first = levels.findIndex(isSound);
  if (first < 0) return null;
  const size = windowSamples(sampleRate);
  const start = Math.max(0, first * size - Math.round(KEEP_BEFORE_SECONDS * sampleRate));
  const soundEnd = (levels.findLastIndex(isSound) + 1) * size;
  const end = Math.min(pcm.length, soundEnd + Math.round(KEEP_AFTER_SECONDS * sampleRate));
  return { pcm: pcm.subarray(start, end), cutBefore: start, cutAfter: pcm.length - end };
}
