import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ComplexArray, complexArray, makeFft } from '../../../../src/speech/engines/hibari/fft.js';

/** Products of 2, 3 and 5: each radix alone, each with each, and the vocoder's own length. */
const LENGTHS = [1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 25, 30, 60, 75, 100, 1_200];

function naive({ re, im }: ComplexArray): ComplexArray {
  const { length } = re;
  const out = complexArray(length);
  for (let k = 0; k < length; k++) {
    for (let n = 0; n < length; n++) {
      const angle = (-2 * Math.PI * ((k * n) % length)) / length;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      out.re[k] = (out.re[k] ?? 0) + (re[n] ?? 0) * cos - (im[n] ?? 0) * sin;
      out.im[k] = (out.im[k] ?? 0) + (re[n] ?? 0) * sin + (im[n] ?? 0) * cos;
    }
  }
  return out;
}

const furthest = (a: ComplexArray, b: ComplexArray): number =>
  Math.max(...a.re.map((value, i) => Math.hypot(value - (b.re[i] ?? 0), (a.im[i] ?? 0) - (b.im[i] ?? 0))));

describe('the transform', () => {
  it.each(LENGTHS)('of %i points is what the sum says', (length) => {
    const numbers = fc.float({ min: -1, max: 1, noNaN: true });
    const signal = fc.array(numbers, { minLength: length, maxLength: length }).map((list) => Float64Array.from(list));
    const fft = makeFft(length);
    fc.assert(
      fc.property(signal, signal, (re, im) => {
        const data = { re: re.slice(), im: im.slice() };
        fft.transform(data);
        expect(furthest(data, naive({ re, im }))).toBeLessThan(1e-9);
      }),
      { numRuns: length > 100 ? 2 : 10 },
    );
  });

  it('can be used for any number of signals, one after another', () => {
    const fft = makeFft(60);
    const ones = { re: new Float64Array(60).fill(1), im: new Float64Array(60) };
    const turn = {
      re: Float64Array.from({ length: 60 }, (_, i) => Math.cos((2 * Math.PI * 7 * i) / 60)),
      im: Float64Array.from({ length: 60 }, (_, i) => Math.sin((2 * Math.PI * 7 * i) / 60)),
    };
    fft.transform(turn);
    fft.transform(ones);
    const peak = (at: number) => ({ re: new Float64Array(60).fill(60, at, at + 1), im: new Float64Array(60) });
    expect(furthest(ones, peak(0))).toBeLessThan(1e-12);
    expect(furthest(turn, peak(7))).toBeLessThan(1e-12);
  });

  it('is refused for a length with another factor', () => {
    expect(() => makeFft(7)).toThrow(RangeError);
    expect(() => makeFft(1_202)).toThrow('1202 points are no product of 2, 3 and 5');
  });
});
