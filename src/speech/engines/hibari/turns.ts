import type { ComplexArray } from './fft.js';

/**
 * Points on a circle by some argument, as a table read with straight lines between its entries: a fraction of what sine
 * and cosine cost, and the same numbers on every machine. Beyond its ends it keeps its last point; what is no number stays none.
 */
interface TurnTable {
  readonly most: number;
  /** cos, sin, cos, sin … from −most on. */
  readonly points: Float64Array;
}

/** So dense a table errs by less than 1e-4: what that does to a sound lies 80 dB under it. */
const ENTRIES_PER_UNIT = 128;

function turnTable(angle: (at: number) => number, most: number): TurnTable {
  // One entry beyond the end, so that the last line has one.
  const entries = Math.ceil(2 * most * ENTRIES_PER_UNIT) + 2;
  const points = Float64Array.from({ length: 2 * entries }, (_, i) => {
    const at = angle((i >> 1) / ENTRIES_PER_UNIT - most);
    return i % 2 === 0 ? Math.cos(at) : Math.sin(at);
  });
  return { most, points };
}

/** How far a harmonic is turned is told so that ±∞ means half a turn; at ±9 that is reached. */
export const HARMONIC_TURN = turnTable((x) => Math.PI * Math.tanh(x), 9);
/** A phase as it is, in radians; twice round is further than the network ever goes. */
export const PHASE = turnTable((x) => x, 4 * Math.PI);

/** Adds re + i·im, turned by the angle that stands in the table for `x`, to one bin. */
export function addTurned(
  { most, points }: TurnTable,
  x: number,
  re: number,
  im: number,
  to: ComplexArray,
  bin: number,
): void {
  const at = (Math.min(Math.max(x, -most), most) + most) * ENTRIES_PER_UNIT;
  const entry = Math.floor(at);
  const way = at - entry;
  const cos = points[2 * entry] ?? 0;
  const sin = points[2 * entry + 1] ?? 0;
  const c = cos + way * ((points[2 * entry + 2] ?? 0) - cos);
  const s = sin + way * ((points[2 * entry + 3] ?? 0) - sin);
  to.re[bin] = (to.re[bin] ?? 0) + re * c - im * s;
  to.im[bin] = (to.im[bin] ?? 0) + re * s + im * c;
}
