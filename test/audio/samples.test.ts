import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fadeEnds, pcmBytes, removeDc, silence, toFloat32, toInt16 } from '../../src/audio/index.js';

describe('16 bit ↔ float', () => {
  it('changes nothing on the way there and back', () => {
    const all = Int16Array.from({ length: 65_536 }, (_, i) => i - 32_768);
    expect(toInt16(toFloat32(all))).toEqual(all);
  });

  it('stops at full scale, never wraps round', () => {
    expect([...toInt16(Float32Array.of(1, 1.7, 1e9, Infinity))]).toEqual([32_767, 32_767, 32_767, 32_767]);
    expect([...toInt16(Float32Array.of(-1, -1.7, -1e9, -Infinity))]).toEqual([-32_768, -32_768, -32_768, -32_768]);
    expect([...toInt16(Float32Array.of(Number.NaN, 0.4 / 32_768, -0.6 / 32_768))]).toEqual([0, 0, -1]);
  });

  it('gives little-endian bytes of just the view', () => {
    expect([...pcmBytes(Int16Array.of(9, 1, -2, 9).subarray(1, 3))]).toEqual([1, 0, 0xfe, 0xff]);
  });
});

describe('removeDc', () => {
  it('takes an offset out and leaves centred sound alone', () => {
    const wave = Float32Array.from({ length: 24_000 }, (_, i) => 0.3 * Math.sin(i / 10));
    expect(removeDc(wave)).toBe(wave);
    const mean = removeDc(wave.map((sample) => sample + 0.1)).reduce((sum, sample) => sum + sample, 0) / wave.length;
    expect(Math.abs(mean)).toBeLessThan(1e-6);
    expect(removeDc(new Float32Array()).length).toBe(0);
  });
});

describe('fadeEnds', () => {
  it('begins and ends at nothing, rises for 5 ms, leaves the middle and its input alone', () => {
    const ones = new Float32Array(4_800).fill(1);
    const faded = fadeEnds(ones, 24_000);
    expect(faded[0]).toBeLessThan(0.001);
    expect(faded.at(-1)).toBeLessThan(0.001);
    expect(faded[60]).toBeCloseTo(0.5, 1);
    expect(faded.subarray(120, 4_680).every((sample) => sample === 1)).toBe(true);
    expect(faded[119]).toBeLessThan(1);
    expect(ones[0]).toBe(1);
  });

  it('never makes anything louder, however short', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), (length) => {
        const faded = fadeEnds(new Float32Array(length).fill(1), 24_000);
        return faded.length === length && faded.every((sample) => sample >= 0 && sample <= 1);
      }),
    );
  });
});

it('silence is zeros', () => {
  expect([...silence(3)]).toEqual([0, 0, 0]);
});
