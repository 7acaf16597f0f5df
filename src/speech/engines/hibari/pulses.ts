import { HOP_SAMPLES, SAMPLE_RATE } from './sound-format.js';

/** Hz; below this the network means that there is no voice. */
export const VOICED_ABOVE = 40;
/** Hz; the network learnt with no harmonics above. */
const HIGHEST_HARMONIC = 11_000;
/** Where the closed form of the sum of harmonics is 0 / 0, its limit is taken. */
const NEAR_ZERO = 2e-3;

/** Points of one turn in the table of sines; with straight lines between them it is true to 1.2e-6. */
const TURN = 2_048;
const SINES = Float64Array.from({ length: TURN + 1 }, (_, i) => Math.sin((2 * Math.PI * i) / TURN));

/** @param turns ≥ 0 */
function sine(turns: number): number {
  const at = (turns - Math.floor(turns)) * TURN;
  const left = Math.floor(at);
  const value = SINES[left] ?? 0;
  return value + (at - left) * ((SINES[left + 1] ?? 0) - value);
}

/**
 * The voice's source: all harmonics of a pitch, equally loud, whose frequency is told for each frame (Hz) and runs
 * straight from the middle of one frame to the middle of the next; silent where there is no voice. Written to `into`
 * from `offset` on, `HOP_SAMPLES` for each frame.
 */
export function writePulses(f0: Float32Array, into: Float64Array, offset: number): void {
  const last = f0.length - 1;
  let phase = 0;
  for (let frame = 0; frame <= last; frame++) {
    const here = f0[frame] ?? 0;
    const before = f0[Math.max(frame - 1, 0)] ?? 0;
    const after = f0[Math.min(frame + 1, last)] ?? 0;
    const start = offset + frame * HOP_SAMPLES;
    if (here <= VOICED_ABOVE && before <= VOICED_ABOVE && after <= VOICED_ABOVE) {
      into.fill(0, start, start + HOP_SAMPLES);
      phase = (phase + (HOP_SAMPLES * VOICED_ABOVE) / SAMPLE_RATE) % 1;
      continue;
    }
    for (let i = 0; i < HOP_SAMPLES; i++) {
      const way = (i + 0.5) / HOP_SAMPLES - 0.5;
      const pitch = way < 0 ? here + way * (here - before) : here + way * (after - here);
      const audible = Math.max(pitch, VOICED_ABOVE);
      phase += audible / SAMPLE_RATE;
      phase -= Math.floor(phase);
      into[start + i] = pitch > VOICED_ABOVE ? harmonics(phase, Math.floor(HIGHEST_HARMONIC / audible)) : 0;
    }
  }
}

/** cos t + cos 2t + … + cos nt in closed form. @param phase of t, in turns */
function harmonics(phase: number, count: number): number {
  const bottom = 2 * sine(phase / 2);
  if (bottom <= NEAR_ZERO) return count;
  return sine((count + 0.5) * phase) / bottom - 0.5;
}
