import { type ComplexArray, type Pass, pass2, pass3, pass4, pass5, type RunPass } from './fft-passes.js';

export type { ComplexArray } from './fft-passes.js';

export interface Fft {
  readonly length: number;
  /** X[k] = Σ x[n]·e^(−2πi·kn/length), in place. */
  transform(data: ComplexArray): void;
}

interface Stage {
  readonly pass: Pass;
  readonly run: RunPass;
}

/** In the order they are taken out of a length: fewer and larger passes first. */
const RADICES: readonly (readonly [radix: number, run: RunPass])[] = [
  [4, pass4],
  [5, pass5],
  [3, pass3],
  [2, pass2],
];

export const complexArray = (length: number): ComplexArray => ({
  re: new Float64Array(length),
  im: new Float64Array(length),
});

/**
 * A fast Fourier transform for a length that is a product of 2, 3 and 5. Everything it needs is made here: a transform
 * allocates nothing.
 * @throws RangeError for another length.
 */
export function makeFft(length: number): Fft {
  const stages = stagesOf(length);
  const spare = complexArray(length);
  return {
    length,
    transform: (data) => {
      let from = data;
      let to = spare;
      for (const { pass, run } of stages) {
        run(pass, from, to);
        [from, to] = [to, from];
      }
      if (from === data) return;
      data.re.set(from.re);
      data.im.set(from.im);
    },
  };
}

function stagesOf(length: number): readonly Stage[] {
  const stages: Stage[] = [];
  let left = length;
  for (const [radix, run] of RADICES) {
    while (left > 1 && left % radix === 0) {
      stages.push({ run, pass: passOf(radix, left / radix, length / left) });
      left /= radix;
    }
  }
  if (left !== 1) throw new RangeError(`${length} points are no product of 2, 3 and 5`);
  return stages;
}

function passOf(radix: number, groups: number, stride: number): Pass {
  const length = groups * radix;
  const angles = Array.from({ length: groups * (radix - 1) }, (_, i) => {
    const group = Math.floor(i / (radix - 1));
    const power = 1 + (i % (radix - 1));
    return (-2 * Math.PI * ((group * power) % length)) / length;
  });
  return { groups, stride, cos: Float64Array.from(angles, Math.cos), sin: Float64Array.from(angles, Math.sin) };
}
