import { fnv1a } from '../../../src/core/index.js';
import type { Voice } from '../../../src/host/performers/say-well.js';
import { UsualLength } from '../../../src/host/performers/usual-length.js';
import { type Speech, wordsOf } from '../../../src/speech/index.js';
import { waitingProfile } from '../waiting-engine.js';

/** Hz; not the clip clock, so that everything is resampled. */
const RATE = 12_000;
const SECONDS_PER_LETTER = 0.08;
const PEAK = 0.4;
const HERTZ = 300;

export const secondsFor = (text: string): number => text.length * SECONDS_PER_LETTER;

/** A tone of that length between two silences; the words share it by their number. */
export function sound(text: string, seconds = secondsFor(text), silence = 0.25): Speech {
  const [around, length] = [Math.round(silence * RATE), Math.round(seconds * RATE)];
  const pcm = new Float32Array(length + 2 * around);
  for (let i = 0; i < length; i++) pcm[around + i] = PEAK * Math.sin((2 * Math.PI * HERTZ * i) / RATE);
  const count = wordsOf(text).length;
  const at = (n: number): number => around + Math.round((n / count) * length);
  return {
    pcm,
    sampleRate: RATE,
    skipped: [],
    words: Array.from({ length: count }, (_, n) => ({ from: at(n), to: at(n + 1) })),
  };
}

/** What the engine was asked for: the text, and which try of it this was by its seed. */
export interface Call {
  readonly text: string;
  readonly n: number;
}

/** A voice whose every call is answered by `answer`; it writes the calls down. */
export function pretendVoice(
  answer: (call: Call) => Speech,
  change: Partial<Voice> = {},
): { readonly voice: Voice; readonly calls: Call[] } {
  const calls: Call[] = [];
  const voice: Voice = {
    engine: {
      profile: waitingProfile('pretend'),
      speak: async ({ text, seed }, signal) => {
        signal.throwIfAborted();
        const call = { text, n: seed - (fnv1a(text) % 2 ** 20) };
        calls.push(call);
        return answer(call);
      },
      estimateSeconds: secondsFor,
      close: async () => undefined,
    },
    speed: 1,
    usual: new UsualLength(),
    triesBefore: 0,
    signal: new AbortController().signal,
    ...change,
  };
  return { voice, calls };
}
