import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { segmentToken } from '../../src/core/index.js';
import { blows, SEGMENTS, Storm } from './chapter-storm.js';

/** Storms tried; the seed of a failing one is printed by fast-check. */
const STORMS = 400;

const window = fc.integer({ min: 1, max: 9 });
const nodes = fc.integer({ min: 1, max: 2 });

describe('a chapter in any storm of losses, failures, repetitions and orders', () => {
  it('comes to its end with each segment settled once, and no number used twice', () => {
    fc.assert(
      fc.property(window, nodes, blows, (atOnce, living, storm) => {
        const sea = new Storm(atOnce, living);
        for (const blow of storm) sea.strike(blow);
        expect(sea.calm()).toBe(true);
        expect(sea.complaints).toEqual([]);
        const { state } = sea;
        expect(state.phase).toBe('joined');
        expect(sea.told.filter((type) => type === 'ChapterJoined')).toHaveLength(1);
        const silent = state.phase === 'joined' ? state.silent : [];
        expect(silent.filter((segment) => sea.spoken.has(segment))).toEqual([]);
        expect(sea.spoken.size + silent.length).toBe(SEGMENTS);
        expect([...sea.letters].sort()).toEqual(silent.map(segmentToken));
      }),
      { numRuns: STORMS },
    );
  });

  it('comes to its end, too, when its book is cancelled or starts anew', () => {
    fc.assert(
      fc.property(window, nodes, blows, blows, fc.constantFrom('cancel', 'startAnew'), (atOnce, living, a, b, turn) => {
        const sea = new Storm(atOnce, living);
        for (const blow of [...a, { type: turn } as const, ...b]) sea.strike(blow);
        expect(sea.calm()).toBe(true);
        expect(sea.complaints).toEqual([]);
      }),
      { numRuns: STORMS },
    );
  });
});
