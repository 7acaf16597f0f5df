import { describe, expect, it } from 'vitest';
import { createResampler } from '../../src/audio/index.js';
import { AssertionError } from '../../src/core/index.js';

const tone = (hz: number, rate: number, length: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / rate));

/** Signal to error in dB against the same tone made at the other rate; the ends, where the filter meets nothing, left out. */
function snr(fromHz: number, toHz: number, hz: number): number {
  const heard = createResampler(fromHz, toHz).resample(tone(hz, fromHz, fromHz));
  const truth = tone(hz, toHz, heard.length);
  let signal = 0;
  let error = 0;
  for (let i = 1_000; i < heard.length - 1_000; i++) {
    signal += (truth[i] ?? 0) ** 2;
    error += ((heard[i] ?? 0) - (truth[i] ?? 0)) ** 2;
  }
  return 10 * Math.log10(signal / error);
}

describe('createResampler', () => {
  it.each([100, 440, 1_000, 3_000, 5_000, 7_000, 8_000, 8_900, 9_000])(
    '22,050 → 24,000 Hz keeps a tone of %i Hz to 80 dB',
    (hz) => {
      expect(snr(22_050, 24_000, hz)).toBeGreaterThan(80);
    },
  );

  it.each([
    [16_000, 24_000, 6_000],
    [44_100, 24_000, 9_000],
    [48_000, 24_000, 9_000],
    [24_000, 22_050, 9_000],
    [22_051, 24_000, 8_000],
  ])('%i → %i Hz keeps a tone of %i Hz to 80 dB', (from, to, hz) => {
    expect(snr(from, to, hz)).toBeGreaterThan(80);
  });

  it('takes out what the lower rate cannot hold', () => {
    const heard = createResampler(48_000, 24_000).resample(tone(15_000, 48_000, 48_000));
    const loudest = heard.subarray(500, -500).reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
    expect(20 * Math.log10(loudest / 0.5)).toBeLessThan(-80);
  });

  it('gives exactly round(n × to / from) samples', () => {
    const { resample } = createResampler(22_050, 24_000);
    for (const n of [0, 1, 2, 3, 146, 147, 148, 22_050, 99_991]) {
      expect(resample(new Float32Array(n)).length).toBe(Math.round((n * 24_000) / 22_050));
    }
  });

  it('keeps a constant exactly as loud', () => {
    const heard = createResampler(22_050, 24_000).resample(new Float32Array(2_205).fill(0.25));
    for (const sample of heard.subarray(50, -50)) expect(sample).toBeCloseTo(0.25, 7);
  });

  it('gives the same samples for the same input, and leaves the input alone', () => {
    const input = tone(1_000, 22_050, 10_000);
    const copy = input.slice();
    const [a, b] = [createResampler(22_050, 24_000), createResampler(22_050, 24_000)];
    a.resample(tone(50, 22_050, 999));
    expect(a.resample(input)).toEqual(b.resample(input));
    expect(input).toEqual(copy);
  });

  it('gives back what is at the right rate already', () => {
    const input = tone(1_000, 24_000, 100);
    expect(createResampler(24_000, 24_000).resample(input)).toBe(input);
  });

  it.each([0, -1, 7_999, 22_050.5, 200_000, Number.NaN])('refuses a rate of %d Hz', (rate) => {
    expect(() => createResampler(rate, 24_000)).toThrow(AssertionError);
  });
});
