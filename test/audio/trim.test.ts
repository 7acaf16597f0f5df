import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trimSilence } from '../../src/audio/index.js';

const RATE = 22_050;
const seconds = (s: number): number => Math.round(s * RATE);

/** Silence, a tone, silence; lengths in seconds. */
function toneBetween(before: number, tone: number, after: number, amplitude = 0.5, noise = 0): Float32Array {
  const pcm = new Float32Array(seconds(before) + seconds(tone) + seconds(after));
  for (let i = 0; i < pcm.length; i++) {
    const inside = i >= seconds(before) && i < seconds(before) + seconds(tone);
    pcm[i] = inside ? amplitude * Math.sin(i / 7) : noise * Math.sin(i / 3);
  }
  return pcm;
}

describe('trimSilence', () => {
  it('keeps 30 ms before and 80 ms after the sound, give or take a window', () => {
    const trimmed = trimSilence(toneBetween(0.4, 1, 0.7), RATE);
    expect(trimmed?.cutBefore).toBeGreaterThanOrEqual(seconds(0.36));
    expect(trimmed?.cutBefore).toBeLessThanOrEqual(seconds(0.371));
    expect(trimmed?.cutAfter).toBeGreaterThanOrEqual(seconds(0.609));
    expect(trimmed?.cutAfter).toBeLessThanOrEqual(seconds(0.621));
  });

  it('takes noise 50 dB below the sound for silence, and noise 45 dB below for sound', () => {
    expect(trimSilence(toneBetween(0.5, 1, 0.5, 0.5, 0.5 * 10 ** (-52 / 20)), RATE)?.cutBefore).toBeGreaterThan(0);
    expect(trimSilence(toneBetween(0.5, 1, 0.5, 0.5, 0.5 * 10 ** (-45 / 20)), RATE)?.cutBefore).toBe(0);
  });

  it('keeps a pause in the middle, and sound that has no silence round it', () => {
    const twice = new Float32Array([...toneBetween(0, 0.3, 1), ...toneBetween(0, 0.3, 0)]);
    expect(trimSilence(twice, RATE)?.pcm.length).toBe(twice.length);
  });

  it('finds nothing to keep in silence, near-silence or emptiness', () => {
    for (const pcm of [new Float32Array(), new Float32Array(5_000), toneBetween(0, 1, 0, 0.0005)]) {
      expect(trimSilence(pcm, RATE)).toBeNull();
    }
  });

  it('only ever cuts: what is kept lies where the counts say', () => {
    const part = fc.double({ min: 0, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(part, fc.double({ min: 0.02, max: 0.5, noNaN: true }), part, (before, tone, after) => {
        const pcm = toneBetween(before, tone, after);
        const trimmed = trimSilence(pcm, RATE);
        expect(trimmed).not.toBeNull();
        if (trimmed === null) return;
        expect(trimmed.cutBefore + trimmed.pcm.length + trimmed.cutAfter).toBe(pcm.length);
        expect(trimmed.pcm).toEqual(pcm.subarray(trimmed.cutBefore, pcm.length - trimmed.cutAfter));
        expect(trimmed.cutBefore).toBeLessThanOrEqual(seconds(before));
        expect(trimmed.cutAfter).toBeLessThanOrEqual(seconds(after));
      }),
    );
  });
});
