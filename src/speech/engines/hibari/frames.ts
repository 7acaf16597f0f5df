import type { ComplexArray } from './fft.js';
import { writePulses } from './pulses.js';
import { BINS, FRAME_SAMPLES, HOP_SAMPLES } from './sound-format.js';

/** A frame reaches half its length before its own sample and half behind it. */
const HALF = FRAME_SAMPLES / 2;
const HOPS_IN_A_FRAME = FRAME_SAMPLES / HOP_SAMPLES;
/** Frames that begin before a hop's samples and still lie over them, its own counted. */
const FRAMES_BEFORE = HALF / HOP_SAMPLES;

/** Hann's window, periodic. */
const WINDOW = Float64Array.from(
  { length: FRAME_SAMPLES },
  (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / FRAME_SAMPLES),
);
/** A cosine of amplitude 1 has a peak of 1 in the spectrum then. */
const SOURCE_WINDOW = WINDOW.map((value) => value / HOP_SAMPLES);

/** The source with half a frame before and behind it, where it is mirrored; a hop more, for pairs. */
export function sourceOf(f0: Float32Array): Float64Array {
  const length = f0.length * HOP_SAMPLES;
  const source = new Float64Array(length + FRAME_SAMPLES + HOP_SAMPLES);
  writePulses(f0, source, HALF);
  for (let i = 1; i <= HALF; i++) {
    source[HALF - i] = source[HALF + Math.min(i, length - 1)] ?? 0;
    source[HALF + length - 1 + i] = source[HALF + Math.max(0, length - 1 - i)] ?? 0;
  }
  return source;
}

/** Two neighbouring frames of the source, under the window, as one complex signal. */
export function cutPair(source: Float64Array, frame: number, { re, im }: ComplexArray): void {
  const first = frame * HOP_SAMPLES;
  const second = first + HOP_SAMPLES;
  for (let i = 0; i < FRAME_SAMPLES; i++) {
    const weight = SOURCE_WINDOW[i] ?? 0;
    re[i] = weight * (source[first + i] ?? 0);
    im[i] = weight * (source[second + i] ?? 0);
  }
}

/**
 * The spectrum of first + i·second, two real frames known by half of theirs, conjugate: a transform forward gives the
 * frames then, one as its real part, the other as minus its imaginary part.
 */
export function mergePair(first: ComplexArray, second: ComplexArray, { re, im }: ComplexArray): void {
  for (let bin = 0; bin < BINS; bin++) {
    // The two ends of a real frame's spectrum are real.
    const isEnd = bin === 0 || bin === HALF;
    const a = first.re[bin] ?? 0;
    const b = isEnd ? 0 : (first.im[bin] ?? 0);
    const c = second.re[bin] ?? 0;
    const d = isEnd ? 0 : (second.im[bin] ?? 0);
    const mirror = bin === 0 ? 0 : FRAME_SAMPLES - bin;
    re[mirror] = a + d;
    im[mirror] = b - c;
    re[bin] = a - d;
    im[bin] = -(b + c);
  }
}

/** Room for all frames of a sound laid over each other. */
export const makeOverlap = (frames: number): Float64Array => new Float64Array((frames + HOPS_IN_A_FRAME) * HOP_SAMPLES);

/** Lays two frames, as `mergePair` and a transform left them, over what is there. */
export function layPair({ re, im }: ComplexArray, frame: number, overlap: Float64Array): void {
  const first = frame * HOP_SAMPLES;
  const second = first + HOP_SAMPLES;
  for (let i = 0; i < FRAME_SAMPLES; i++) {
    overlap[first + i] = (overlap[first + i] ?? 0) + (re[i] ?? 0) * (WINDOW[i] ?? 0);
  }
  for (let i = 0; i < FRAME_SAMPLES; i++) {
    overlap[second + i] = (overlap[second + i] ?? 0) - (im[i] ?? 0) * (WINDOW[i] ?? 0);
  }
}

/** The sound: what was laid, without the half frames at its ends, divided by the windows that lay over each sample. */
export function soundOf(overlap: Float64Array, frames: number): Float32Array {
  const pcm = new Float32Array(frames * HOP_SAMPLES);
  for (let hop = 0; hop < frames; hop++) {
    const weights = weightsOf(hop, frames);
    const at = hop * HOP_SAMPLES;
    for (let i = 0; i < HOP_SAMPLES; i++) pcm[at + i] = (overlap[at + HALF + i] ?? 0) * (weights[i] ?? 0);
  }
  return pcm;
}

/** Of a hop over which as many frames lie as can. */
const INNER_WEIGHTS = windowWeights(0, HOPS_IN_A_FRAME);

function weightsOf(hop: number, frames: number): Float64Array {
  const before = Math.min(hop + FRAMES_BEFORE, frames - 1);
  const first = Math.max(0, hop + FRAMES_BEFORE + 1 - HOPS_IN_A_FRAME);
  const missing = hop + FRAMES_BEFORE - before;
  const count = before - first + 1;
  return count === HOPS_IN_A_FRAME ? INNER_WEIGHTS : windowWeights(missing, count);
}

/** One over the sum of squared windows of `count` frames, the latest of which began `latest` hops before. */
function windowWeights(latest: number, count: number): Float64Array {
  return Float64Array.from({ length: HOP_SAMPLES }, (_, i) => {
    let sum = 0;
    for (let frame = latest; frame < latest + count; frame++) sum += (WINDOW[frame * HOP_SAMPLES + i] ?? 0) ** 2;
    return 1 / (sum * FRAME_SAMPLES);
  });
}
