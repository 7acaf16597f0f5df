import type { Loudness } from '../loudness.js';

/** Below this (the standard's absolute gate) nothing was measured. */
const GATE_LUFS = -70;

/** What the `ebur128` filter says at its end; null when the sound was too short or too quiet to be measured. */
export function parseLoudness(stderr: string): Loudness | null {
  const integratedLufs = lastNumber(stderr, /^\s*I:\s+(\S+) LUFS/gm);
  const truePeakDbtp = lastNumber(stderr, /^\s*Peak:\s+(\S+) dBFS/gm);
  if (integratedLufs === null || truePeakDbtp === null || integratedLufs <= GATE_LUFS) return null;
  return { integratedLufs, truePeakDbtp };
}

/** The last match as a finite number: earlier ones are not of the summary. */
function lastNumber(text: string, pattern: RegExp): number | null {
  const found = [...text.matchAll(pattern)].at(-1)?.[1];
  const value = Number(found);
  return found !== undefined && Number.isFinite(value) ? value : null;
}
