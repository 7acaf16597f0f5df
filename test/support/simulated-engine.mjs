/**
 * A speech engine that takes real time and almost no CPU: it waits as long as a voice of its speed would speak, then
 * gives a short sound. The scheduler knows nothing of the speed but what nodes measure.
 */
import { setTimeout as wait } from 'node:timers/promises';

/** One for every fleet, whatever its speeds: equal workers share one queue. */
export const SIMULATED_PROFILE = Object.freeze({
  id: '51d0a7ed0001',
  engine: 'simulated',
  engineVersion: '1',
  voice: 'waiting',
  language: 'en-us',
  modelDigest: 'simulated-1',
  phonemiser: 'none',
  licence: 'none: it says nothing',
});

/** At speed 1 ×, as fast as a narrator. */
export const CHARACTERS_PER_SECOND = 15;
const SAMPLE_RATE = 24_000;
const SOUND_SECONDS = 0.2;
const HERTZ = 440;
const PEAK = 0.4;
/**
 * Timers ring up to this late on a machine that is not busy. The next wait is so much shorter, as an inference child
 * would begin its next call at once; what is later than that is the host's or the machine's doing and counts.
 */
const TIMER_GRAIN_MS = 2;

/** Milliseconds that text takes at 1 ×. */
export const waitMs = (text) => (1000 * Math.max(1, text.length)) / CHARACTERS_PER_SECOND;

/** Milliseconds since 1970 with fractions: one clock for all processes of a machine. */
export const now = () => performance.timeOrigin + performance.now();

/**
 * @param {{ value: number }} speed × real time, may change at any time
 * @param {number[][]} spans filled with [begin, end, planned ms] of every call
 */
export function openSimulatedEngine(speed, spans) {
  const pcm = sound();
  let owed = 0;
  return {
    profile: SIMULATED_PROFILE,
    /** @param {{ text: string }} utterance @param {AbortSignal} signal */
    speak: async ({ text }, signal) => {
      const begin = now();
      const planned = waitMs(text) / speed.value;
      const due = begin + planned - owed;
      await wait(Math.max(0, due - begin), undefined, { signal });
      const end = now();
      owed = Math.min(TIMER_GRAIN_MS, end - due);
      spans.push([begin, end, planned]);
      return { pcm, sampleRate: SAMPLE_RATE, skipped: [], words: null };
    },
    estimateSeconds: () => SOUND_SECONDS,
    close: async () => undefined,
  };
}

function sound() {
  const pcm = new Float32Array(SOUND_SECONDS * SAMPLE_RATE);
  for (let i = 0; i < pcm.length; i++) pcm[i] = PEAK * Math.sin((2 * Math.PI * HERTZ * i) / SAMPLE_RATE);
  return pcm;
}
