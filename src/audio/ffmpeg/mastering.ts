import { CLOCK_HZ } from '../clock.js';
import { fromDb } from '../levels.js';
import { PEAK_CEILING_DBTP } from '../loudness.js';

/** Without these ffmpeg does not look at FLAC's checksums and goes on after an error. */
export const STRICT = ['-xerror', '-err_detect', 'crccheck+explode'] as const;

/** Four times the clock: peaks between samples show, so that the limiter can hold them. */
const OVERSAMPLED_HZ = 96_000;
const LIMITER_ATTACK_MS = 5;
const LIMITER_RELEASE_MS = 50;

/**
 * The filters that make a joined chapter a finished one: the book's gain, a limiter at −3.5 dBTP, not one sample more.
 * `level` off: it would amplify again. `latency` on: else the sound moves by 119 samples (measured).
 */
export function mastering(gainDb: number): string {
  const limit = fromDb(PEAK_CEILING_DBTP).toFixed(3);
  return [
    `volume=${gainDb.toFixed(2)}dB`,
    `aresample=${OVERSAMPLED_HZ}:resampler=soxr`,
    `alimiter=limit=${limit}:attack=${LIMITER_ATTACK_MS}:release=${LIMITER_RELEASE_MS}:level=false:latency=true`,
    `aresample=${CLOCK_HZ}:resampler=soxr`,
  ].join(',');
}

/** The same for a file of 16-bit samples: what the gain made of them is rounded with noise, not with distortion. */
export const masteringTo16Bits = (gainDb: number): string => `${mastering(gainDb)}:osf=s16:dither_method=triangular`;
