/** Where and how well a piece of sound is found in a longer one. */
export interface Found {
  /** Sample of `whole` at which `part` fits best. */
  readonly at: number;
  /** 1 = the same but for its level. */
  readonly correlation: number;
}

/** Cross-correlation by Fourier transform, at every place where the part lies wholly inside, each weighed by its level. */
export function find(part: Int16Array, whole: Int16Array): Found {
  const size = 2 ** Math.ceil(Math.log2(whole.length + part.length));
  const re = product(part, whole, size);
  const ours = Math.sqrt(energyOf(part));
  let theirs = energyOf(whole.subarray(0, part.length));
  let best: Found = { at: Number.NaN, correlation: -1 };
  for (let at = 0; at + part.length <= whole.length; at++) {
    const correlation = theirs <= 0 ? 0 : (re[at] ?? 0) / size / (ours * Math.sqrt(theirs));
    if (correlation > best.correlation) best = { at, correlation };
    theirs += (whole[at + part.length] ?? 0) ** 2 - (whole[at] ?? 0) ** 2;
  }
  return best;
}

export const energyOf = (pcm: Int16Array): number => {
  let energy = 0;
  for (const sample of pcm) energy += sample * sample;
  return energy;
};

/** The correlation at every shift, times `size`: both sounds go through one transform, as real and imaginary part. */
function product(part: Int16Array, whole: Int16Array, size: number): Float64Array {
  const both = { re: new Float64Array(size), im: new Float64Array(size) };
  both.re.set(part);
  both.im.set(whole);
  const turns = turnsOf(size);
  transform(both.re, both.im, turns);
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    const mirror = (size - k) % size;
    const [x = 0, y = 0, u = 0, v = 0] = [both.re[k], both.im[k], both.re[mirror], both.im[mirror]];
    const [ar, ai, br, bi] = [(x + u) / 2, (y - v) / 2, (y + v) / 2, (u - x) / 2];
    // The conjugate twice over: of the part for the correlation, of the product for the way back.
    re[k] = br * ar + bi * ai;
    im[k] = br * ai - bi * ar;
  }
  transform(re, im, turns);
  return re;
}

interface Turns {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

function turnsOf(n: number): Turns {
  const turn = (f: (angle: number) => number) =>
    Float64Array.from({ length: n / 2 }, (_, k) => f((-2 * Math.PI * k) / n));
  return { cos: turn(Math.cos), sin: turn(Math.sin) };
}

/** Radix 2, in place; the length is a power of two. */
function transform(re: Float64Array, im: Float64Array, turns: Turns): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) swap(re, im, i, j);
  }
  for (let half = 1; half < n; half *= 2) butterflies(re, im, half, turns);
}

function swap(re: Float64Array, im: Float64Array, i: number, j: number): void {
  const [x = 0, y = 0] = [re[i], im[i]];
  re[i] = re[j] ?? 0;
  im[i] = im[j] ?? 0;
  re[j] = x;
  im[j] = y;
}

function butterflies(re: Float64Array, im: Float64Array, half: number, { cos, sin }: Turns): void {
  const n = re.length;
  const step = n / (2 * half);
  for (let start = 0; start < n; start += 2 * half) {
    for (let k = 0; k < half; k++) {
      const i = start + k;
      const j = i + half;
      const c = cos[k * step] ?? 0;
      const s = sin[k * step] ?? 0;
      const x = re[j] ?? 0;
      const y = im[j] ?? 0;
      const tr = x * c - y * s;
      const ti = x * s + y * c;
      re[j] = (re[i] ?? 0) - tr;
      im[j] = (im[i] ?? 0) - ti;
      re[i] = (re[i] ?? 0) + tr;
      im[i] = (im[i] ?? 0) + ti;
    }
  }
}
