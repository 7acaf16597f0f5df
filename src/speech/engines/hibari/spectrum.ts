import type { ComplexArray } from './fft.js';
import { loudness } from './loudness.js';
import { BINS, FRAME_SAMPLES } from './sound-format.js';
import { addTurned, HARMONIC_TURN, PHASE } from './turns.js';

/** Numbers the network tells of a frame: five for each bin, one kind after another. */
export const FRAME_NUMBERS = 5 * BINS;
/** Where each kind begins. */
const HARMONICS = 0;
const TURN = BINS;
const NOISE = 2 * BINS;
const REST = 3 * BINS;
const REST_PHASE = 4 * BINS;

/** Numbers of noise that a frame takes: a complex one for each bin. */
export const FRAME_NOISE = 2 * BINS;

/**
 * Writes what of a frame does not come from its pitch: noise as loud as the network says, and what it gives a phase.
 * @param numbers what the network tells, from `at` on
 * @param noise standard normals, read from `place` on and round its end; their number is a power of two
 */
export function writeBreath(
  numbers: Float32Array,
  at: number,
  noise: Float32Array,
  place: number,
  to: ComplexArray,
): void {
  const round = noise.length - 1;
  for (let bin = 0; bin < BINS; bin++) {
    const hiss = loudness(numbers[at + NOISE + bin] ?? 0);
    to.re[bin] = hiss * (noise[(place + 2 * bin) & round] ?? 0);
    to.im[bin] = hiss * (noise[(place + 2 * bin + 1) & round] ?? 0);
    addTurned(PHASE, numbers[at + REST_PHASE + bin] ?? 0, loudness(numbers[at + REST + bin] ?? 0), 0, to, bin);
  }
}

/**
 * Adds the harmonics: the source's spectrum, each bin as loud and turned as the network says.
 * @param pair the spectrum of re + i·im, where re and im were two real frames
 * @param which of the two: the first is what is even about zero, the second what is odd
 */
export function addHarmonics(
  numbers: Float32Array,
  at: number,
  pair: ComplexArray,
  which: 'first' | 'second',
  to: ComplexArray,
): void {
  const [re, im, sign] = which === 'first' ? [pair.re, pair.im, 1] : [pair.im, pair.re, -1];
  for (let bin = 0; bin < BINS; bin++) {
    const mirror = bin === 0 ? 0 : FRAME_SAMPLES - bin;
    const gain = 0.5 * loudness(numbers[at + HARMONICS + bin] ?? 0);
    const real = gain * ((re[bin] ?? 0) + (re[mirror] ?? 0));
    const imaginary = sign * gain * ((im[bin] ?? 0) - (im[mirror] ?? 0));
    addTurned(HARMONIC_TURN, numbers[at + TURN + bin] ?? 0, real, imaginary, to, bin);
  }
}
