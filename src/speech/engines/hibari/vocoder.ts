import { complexArray, makeFft } from './fft.js';
import { cutPair, layPair, makeOverlap, mergePair, soundOf, sourceOf } from './frames.js';
import { VOICED_ABOVE } from './pulses.js';
import { BINS, FRAME_SAMPLES } from './sound-format.js';
import { addHarmonics, FRAME_NOISE, FRAME_NUMBERS, writeBreath } from './spectrum.js';

/** What the network tells of a sound, frame after frame. */
export interface Spectra {
  /** `FRAME_NUMBERS` for each frame. */
  readonly numbers: Float32Array;
  /** Hz, one for each frame; at most `VOICED_ABOVE` where there is no voice. */
  readonly f0: Float32Array;
}

/** @param seed where in the noise it begins @returns −1 … 1, `HOP_SAMPLES` for each frame */
export type Vocoder = (spectra: Spectra, seed: number) => Float32Array;

/** Frames of pitch before and behind a pair of frames that its source depends on. */
const REACH = 3;

/**
 * Turns spectra into sound: pulses of the pitch, shaped by the network's harmonics, and its noise, laid frame over frame.
 * Two frames share each transform, since they are real and it is complex. The same spectra and seed give the same samples.
 * @param noise standard normals; their number is a power of two
 */
export function makeVocoder(noise: Float32Array): Vocoder {
  const fft = makeFft(FRAME_SAMPLES);
  const pair = complexArray(FRAME_SAMPLES);
  const first = complexArray(BINS);
  const second = complexArray(BINS);
  return ({ numbers, f0 }, seed) => {
    const frames = f0.length;
    const source = sourceOf(f0);
    const overlap = makeOverlap(frames);
    const breath = (frame: number, to: typeof first): void =>
      writeBreath(numbers, frame * FRAME_NUMBERS, noise, seed + frame * FRAME_NOISE, to);
    for (let frame = 0; frame < frames; frame += 2) {
      const isPair = frame + 1 < frames;
      breath(frame, first);
      if (isPair) breath(frame + 1, second);
      if (isVoiced(f0, frame)) {
        cutPair(source, frame, pair);
        fft.transform(pair);
        addHarmonics(numbers, frame * FRAME_NUMBERS, pair, 'first', first);
        if (isPair) addHarmonics(numbers, (frame + 1) * FRAME_NUMBERS, pair, 'second', second);
      }
      mergePair(first, isPair ? second : complexArray(BINS), pair);
      fft.transform(pair);
      layPair(pair, frame, overlap);
    }
    return soundOf(overlap, frames);
  };
}

/** Whether the source of a pair of frames is anything but silence. */
function isVoiced(f0: Float32Array, frame: number): boolean {
  const end = Math.min(f0.length, frame + 1 + REACH);
  for (let i = Math.max(0, frame - REACH); i < end; i++) if ((f0[i] ?? 0) > VOICED_ABOVE) return true;
  return false;
}
