import { describe, expect, it } from 'vitest';
import { toThrowAway } from '../../src/core/index.js';

const THINGS = [
  { bytes: 10, at: 3 },
  { bytes: 20, at: 1 },
  { bytes: 30, at: 2 },
];
const goes = (rule: Parameters<typeof toThrowAway>[1], spared: readonly number[] = []) =>
  toThrowAway(THINGS, rule, ({ at }) => spared.includes(at)).map(({ at }) => at);

describe('what is thrown away', () => {
  it('is nothing where nothing is asked', () => {
    expect(goes({})).toEqual([]);
  });

  it('is what is older', () => {
    expect(goes({ olderThan: 3 })).toEqual([1, 2]);
  });

  it('is the oldest until the rest is small enough; what is spared counts, and stays', () => {
    expect(goes({ keepBytes: 40 })).toEqual([1]);
    expect(goes({ keepBytes: 40 }, [1])).toEqual([2]);
    expect(goes({ olderThan: 2, keepBytes: 10 })).toEqual([1, 2]);
  });
});
