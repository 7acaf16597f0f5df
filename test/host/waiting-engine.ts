import { setTimeout as wait } from 'node:timers/promises';
import type { Profile, SpeechEngine } from '../../src/speech/index.js';

/** Texts spoken with another profile are other clips. */
export const waitingProfile = (id: string): Profile => ({
  id,
  engine: 'waiting',
  engineVersion: '1',
  voice: 'hum',
  language: 'en-us',
  modelDigest: 'waiting-1',
  phonemiser: 'none',
  licence: 'none: it says nothing',
});

const SAMPLE_RATE = 24_000;
const SOUND_SECONDS = 0.2;
const HERTZ = 440;
const PEAK = 0.4;

/** Takes real time and almost no CPU for an utterance, then gives a short sound. */
export function waitingEngine(profile: Profile, msPerCharacter: () => number): SpeechEngine {
  const pcm = Float32Array.from(
    { length: SOUND_SECONDS * SAMPLE_RATE },
    (_, i) => PEAK * Math.sin((2 * Math.PI * HERTZ * i) / SAMPLE_RATE),
  );
  return {
    profile,
    speak: async ({ text }, signal) => {
      await wait(text.length * msPerCharacter(), undefined, { signal });
      return { pcm, sampleRate: SAMPLE_RATE, skipped: [], words: null };
    },
    estimateSeconds: () => SOUND_SECONDS,
    close: async () => {},
  };
}
