import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookTimeline, GRID_SAMPLES, padToGrid, TAIL_SAMPLES } from '../../src/audio/index.js';
import { AssertionError } from '../../src/core/index.js';

describe('bookTimeline', () => {
  it('puts chapters one after another, from 0', () => {
    expect(bookTimeline([3_072, 6_144, 3_072])).toEqual({
      marks: [
        { start: 0, end: 3_072 },
        { start: 3_072, end: 9_216 },
        { start: 9_216, end: 12_288 },
      ],
      totalSamples: 12_288,
    });
    expect(bookTimeline([])).toEqual({ marks: [], totalSamples: 0 });
  });

  it('has marks that are whole milliseconds and whole frames', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 1, maxLength: 300 }), (lengths) => {
        const { marks, totalSamples } = bookTimeline(lengths.map(padToGrid));
        for (const { start, end } of marks) {
          expect(start % 24).toBe(0);
          expect(start % 1_024).toBe(0);
          expect(end).toBeGreaterThan(start);
        }
        expect(marks.at(-1)?.end).toBe(totalSamples);
      }),
    );
  });

  it('refuses chapters that are not on the grid', () => {
    for (const samples of [0, -3_072, 3_071, 24_000, 3_072.5, Number.NaN]) {
      expect(() => bookTimeline([samples])).toThrow(AssertionError);
    }
  });
});

it('padToGrid leaves room for the silence a join needs, and not a grid step more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), (samples) => {
      const padding = padToGrid(samples) - samples;
      return (
        padding >= TAIL_SAMPLES && padding < TAIL_SAMPLES + GRID_SAMPLES && padToGrid(samples) % GRID_SAMPLES === 0
      );
    }),
  );
});
