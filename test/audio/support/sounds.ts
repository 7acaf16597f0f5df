import { CLOCK_HZ } from '../../../src/audio/index.js';
import { seededRandom } from '../../support/random.js';

/** Middle and width in Hz of the resonances of a vowel. */
const FORMANTS = [
  [600, 90],
  [1_300, 120],
  [2_600, 200],
] as const;

/**
 * Noise paced, coloured and peaked like speech: breath and a buzz of 95 … 135 Hz through the resonances of a vowel, syllables of
 * 4 Hz, pauses of 400 ms. No two seeds sound alike. Its highest peak is at `amplitude`.
 */
export function speechLikeNoise(samples: number, seed: number, amplitude = 0.4): Int16Array {
  const random = seededRandom(seed);
  const [pitch, melody, stress] = [95 + random() * 40, 1.5 + random(), 1.3 + random()];
  const source = Float64Array.from({ length: samples }, (_, i) => {
    const seconds = i / CLOCK_HZ;
    const syllable = 0.1 + 0.9 * Math.sin(Math.PI * 4 * seconds) ** 2 * (0.4 + 0.6 * Math.sin(seconds * stress) ** 2);
    const pulse = i % Math.round(CLOCK_HZ / (pitch + 15 * Math.sin(seconds * melody))) === 0 ? 1 : 0;
    return seconds % 3 > 2.6 ? 0 : syllable * (pulse + 0.02 * (random() * 2 - 1));
  });
  const voice = FORMANTS.map(([hz, width]) => resonate(source, hz, width));
  const mixed = source.map((_, i) => voice.reduce((sum, formant) => sum + (formant[i] ?? 0), 0));
  const peak = mixed.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
  return Int16Array.from(mixed, (sample) => Math.round((sample / peak) * amplitude * 32_000));
}

function resonate(source: Float64Array, hz: number, width: number): Float64Array {
  const radius = Math.exp((-Math.PI * width) / CLOCK_HZ);
  const feedback = 2 * radius * Math.cos((2 * Math.PI * hz) / CLOCK_HZ);
  let last = 0;
  let before = 0;
  return source.map((input) => {
    const now = input + feedback * last - radius * radius * before;
    before = last;
    last = now;
    return now;
  });
}

/** Silence at the head of a chirp, as chapters have it: AAC smears a sudden beginning into what comes before. */
export const LEAD_SAMPLES = 2_400;
const FADE_IN_SAMPLES = 480;

/** A tone that sweeps: found again to the sample by cross-correlation, and different for every `seed`. */
export function chirp(samples: number, seed: number, amplitude = 0.5): Int16Array {
  const random = seededRandom(seed);
  const from = 200 + random() * 800;
  const to = 1_500 + random() * 2_500;
  const sweepSeconds = 0.7 + random() * 0.8;
  return Int16Array.from({ length: samples }, (_, i) => {
    if (i < LEAD_SAMPLES) return 0;
    const t = ((i - LEAD_SAMPLES) / CLOCK_HZ) % sweepSeconds;
    const phase = 2 * Math.PI * (from * t + ((to - from) * t * t) / (2 * sweepSeconds));
    const fadeIn = Math.min(1, (i - LEAD_SAMPLES) / FADE_IN_SAMPLES);
    return Math.round(Math.sin(phase) * fadeIn * amplitude * 32_000);
  });
}

/** One array as a stream of uneven pieces. */
export async function* inPieces(samples: Int16Array, piece = 7_777): AsyncGenerator<Int16Array> {
  for (let at = 0; at < samples.length; at += piece) yield samples.subarray(at, at + piece);
}
