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

/** Outputs made at once: they share a filter's row, and their sums do not wait for each other. */
const ABREAST = 4;

function convolve(pcm: Float32Array, bank: FilterBank, length: number): Float32Array {
  const { phases, step, taps } = bank;
  const padded = new Float64Array(pcm.length + taps);
  padded.set(pcm, taps / 2 - 1);
  const out = new Float32Array(length);
  const whole = length - (length % (phases * ABREAST));
  for (let begin = 0; begin < whole; begin += phases * ABREAST) {
    const from = (begin / phases) * step;
    for (let i = 0; i < phases; i++) fourOf(out, begin + i, bank, (i * step) % phases, padded, from + placeOf(i, bank));
  }
  for (let i = whole; i < length; i++) out[i] = dot(bank, (i * step) % phases, padded, placeOf(i, bank));
  return out;
}

/** Where in the padded input the filter of output `i` begins. */
const placeOf = (i: number, { phases, step }: FilterBank): number => Math.floor((i * step) / phases);

/** Two sums run side by side: half the time of one. `taps` is even. */
function dot({ rows, taps }: FilterBank, phase: number, padded: Float64Array, at: number): number {
  let even = 0;
  let odd = 0;
  for (let tap = 0, row = phase * taps; tap < taps; tap += 2) {
    even += (rows[row + tap] as number) * (padded[at + tap] as number);
    odd += (rows[row + tap + 1] as number) * (padded[at + tap + 1] as number);
  }
  return even + odd;
}

/** `dot`, the same sums in the same order, for `out[first]` and the three outputs of the same phase that follow it. */
function fourOf(
  out: Float32Array,
  first: number,
  { rows, taps, phases, step }: FilterBank,
  phase: number,
  padded: Float64Array,
  at: number,
): void {
  const [second, third, fourth] = [at + step, at + 2 * step, at + 3 * step];
  let even0 = 0;
  let even1 = 0;
  let even2 = 0;
  let even3 = 0;
  let odd0 = 0;
  let odd1 = 0;
  let odd2 = 0;
  let odd3 = 0;
  for (let tap = 0, row = phase * taps; tap < taps; tap += 2) {
    const even = rows[row + tap] as number;
    const odd = rows[row + tap + 1] as number;
    even0 += even * (padded[at + tap] as number);
    odd0 += odd * (padded[at + tap + 1] as number);
    even1 += even * (padded[second + tap] as number);
    odd1 += odd * (padded[second + tap + 1] as number);
    even2 += even * (padded[third + tap] as number);
    odd2 += odd * (padded[third + tap + 1] as number);
    even3 += even * (padded[fourth + tap] as number);
    odd3 += odd * (padded[fourth + tap + 1] as number);
  }
  out[first] = even0 + odd0;
  out[first + phases] = even1 + odd1;
  out[first + 2 * phases] = even2 + odd2;
  out[first + 3 * phases] = even3 + odd3;
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
