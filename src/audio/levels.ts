/** Levels are measured over windows this long: shorter than any pause, longer than one period of any voice. */
const WINDOW_SECONDS = 0.01;

/** dB relative to 1 as a factor of amplitude. */
export const fromDb = (db: number): number => 10 ** (db / 20);

/** A window below this (−60 dBFS) is silence however quiet the rest is. */
const SILENCE_FLOOR = fromDb(-60);
/** A window this far (in amplitude) below the loudest one is not speech. */
const RELATIVE_FLOOR = fromDb(-50);

/** Samples of a window at this rate. */
export const windowSamples = (sampleRate: number): number => Math.max(1, Math.round(sampleRate * WINDOW_SECONDS));

/** RMS of consecutive windows; the last one may be shorter. */
export function windowLevels(pcm: Float32Array, sampleRate: number): Float32Array {
  const size = windowSamples(sampleRate);
  const levels = new Float32Array(Math.ceil(pcm.length / size));
  for (let window = 0; window < levels.length; window++) {
    const end = Math.min(pcm.length, (window + 1) * size);
    let energy = 0;
    for (let i = window * size; i < end; i++) energy += (pcm[i] ?? 0) ** 2;
    levels[window] = Math.sqrt(energy / (end - window * size));
  }
  return levels;
}

/** The level from which a window counts as sound: −50 dB under the loudest window, never under −60 dBFS. */
export function soundThreshold(levels: Float32Array): number {
  let loudest = 0;
  for (const level of levels) if (level > loudest) loudest = level;
  return Math.max(SILENCE_FLOOR, loudest * RELATIVE_FLOOR);
}
