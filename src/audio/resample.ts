import { assert } from '../core/index.js';

/** Half the filter's length in periods of the lower rate: the stop band is reached 2 kHz from the edge at 22,050 Hz. */
const HALF_PERIODS = 16;
/** Kaiser's window for 90 dB of stop band: 0.1102 × (90 − 8.7). */
const KAISER_BETA = 8.96;
const MIN_HZ = 8_000;
const MAX_HZ = 192_000;

export interface Resampler {
  readonly fromHz: number;
  readonly toHz: number;
  /** The same sound at the other rate: exactly round(n × to / from) samples, in phase, silence assumed outside. */
  resample(pcm: Float32Array): Float32Array;
}

/** Filters of one ratio: one row of `taps` coefficients per phase. */
interface FilterBank {
  readonly phases: number;
  /** Input samples × phases per output sample. */
  readonly step: number;
  readonly taps: number;
  readonly rows: Float64Array;
}

/** Builds the filters once (a few ms); the result can be used for any number of sounds. The same input gives the same output. */
export function createResampler(fromHz: number, toHz: number): Resampler {
  for (const rate of [fromHz, toHz]) {
    assert(Number.isInteger(rate) && rate >= MIN_HZ && rate <= MAX_HZ, `a sample rate of ${rate} Hz`);
  }
  if (fromHz === toHz) return { fromHz, toHz, resample: (pcm) => pcm };
  const bank = buildBank(fromHz, toHz);
  return {
    fromHz,
    toHz,
    resample: (pcm) => convolve(pcm, bank, Math.round((pcm.length * toHz) / fromHz)),
  };
}

function buildBank(fromHz: number, toHz: number): FilterBank {
  const divisor = gcd(fromHz, toHz);
  const phases = toHz / divisor;
  const cutoff = Math.min(1, toHz / fromHz);
  const half = Math.ceil(HALF_PERIODS / cutoff);
  const taps = 2 * half;
  const rows = new Float64Array(phases * taps);
  for (let phase = 0; phase < phases; phase++) {
    fillRow(rows.subarray(phase * taps, (phase + 1) * taps), phase / phases, half, cutoff);
  }
  return { phases, step: fromHz / divisor, taps, rows };
}

/** The windowed sinc round a point `fraction` of an input sample after the row's middle, its sum made exactly 1. */
function fillRow(row: Float64Array, fraction: number, half: number, cutoff: number): void {
  let sum = 0;
  for (let tap = 0; tap < row.length; tap++) {
    const distance = tap - (half - 1) - fraction;
    const value = sinc(distance * cutoff) * kaiser(distance / half);
    row[tap] = value;
    sum += value;
  }
  for (let tap = 0; tap < row.length; tap++) row[tap] = (row[tap] ?? 0) / sum;
}

function convolve(pcm: Float32Array, bank: FilterBank, length: number): Float32Array {
  const { phases, step, taps, rows } = bank;
  const half = taps / 2;
  const padded = new Float64Array(pcm.length + taps);
  padded.set(pcm, half - 1);
  const out = new Float32Array(length);
  let at = 0;
  let phase = 0;
  for (let i = 0; i < length; i++) {
    out[i] = dot(rows, phase * taps, padded, at, taps);
    phase += step;
    while (phase >= phases) {
      phase -= phases;
      at++;
    }
  }
  return out;
}

/** Two sums run side by side: half the time of one. `taps` is even. */
function dot(rows: Float64Array, row: number, padded: Float64Array, at: number, taps: number): number {
  let even = 0;
  let odd = 0;
  for (let tap = 0; tap < taps; tap += 2) {
    even += (rows[row + tap] as number) * (padded[at + tap] as number);
    odd += (rows[row + tap + 1] as number) * (padded[at + tap + 1] as number);
  }
  return even + odd;
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

const kaiser = (x: number): number =>
  Math.abs(x) >= 1 ? 0 : besselI0(KAISER_BETA * Math.sqrt(1 - x * x)) / besselI0(KAISER_BETA);

/** The power series; terms below 1e-12 of the sum no longer matter. */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
