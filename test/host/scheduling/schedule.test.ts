import { describe, expect, it } from 'vitest';
import { mayLookAhead, mayRace, type Outlook, shouldTake, standBackMs } from '../../../src/host/schedule.js';

/** A slow slot beside a fast one, at the last segment of a book. */
const outlook = (change: Partial<Outlook> = {}): Outlook => ({
  characters: 150,
  behind: 0,
  typical: 150,
  mySpeed: 15,
  fleet: [{ slots: 1, charactersPerSecond: 150 }],
  ...change,
});

describe('whether a slot takes a segment', () => {
  it.each<[string, boolean, Partial<Outlook>]>([
    ['not when a faster one is through before', false, {}],
    ['when the others have enough to do meanwhile', true, { behind: 3_000 }],
    ['not when all together they have it done a little before', false, { behind: 1_200 }],
    ['when it is alone', true, { fleet: [] }],
    ['when the others have no slots', true, { fleet: [{ slots: 0, charactersPerSecond: 150 }] }],
    ['when its own speed is not known', true, { mySpeed: null }],
    ['when no speed of the others is known', true, { fleet: [{ slots: 8, charactersPerSecond: null }] }],
    ['when it is the fastest, however long the segment', true, { characters: 1_500, mySpeed: 160 }],
    ['when it is as good as the fastest', true, { characters: 1_500, mySpeed: 120 }],
    ['when all are equal', true, { fleet: [{ slots: 31, charactersPerSecond: 15 }], characters: 285 }],
  ])('%s', (_, takes, change) => {
    expect(shouldTake(outlook(change))).toBe(takes);
  });

  it('one of any fleet does, or the book would never end', () => {
    for (const speeds of [
      [10, 9, 8],
      [1, 1.2],
      [5, 50, 500],
      [7, 7, 7, 1],
    ]) {
      const takers = speeds.filter((mySpeed, self) => {
        const fleet = speeds.filter((_, i) => i !== self).map((speed) => ({ slots: 1, charactersPerSecond: speed }));
        return shouldTake(outlook({ mySpeed, fleet, characters: 500 }));
      });
      expect(takers).toContain(Math.max(...speeds));
    }
  });
});

describe('how long a slot stands back', () => {
  it('until the others should be through', () => {
    expect(standBackMs(outlook())).toBe(1_500);
    expect(standBackMs(outlook({ behind: 1_500 }))).toBeGreaterThan(10_000);
  });

  it('not at all when nobody else is there, or nothing is known', () => {
    expect(standBackMs(outlook({ fleet: [] }))).toBe(0);
    expect(standBackMs(outlook({ mySpeed: null }))).toBe(0);
  });
});

describe('whether a slot holds a segment in advance', () => {
  it('as long as enough of the rest will be its own', () => {
    expect(mayLookAhead(outlook({ behind: 11 * 3 * 150 }))).toBe(true);
    expect(mayLookAhead(outlook({ behind: 11 * 3 * 150 - 1 }))).toBe(false);
  });

  it('always when it is alone', () => {
    expect(mayLookAhead(outlook({ fleet: [] }))).toBe(true);
  });

  it('counting what is not measured as equal', () => {
    expect(
      mayLookAhead(outlook({ behind: 900, mySpeed: null, fleet: [{ slots: 1, charactersPerSecond: null }] })),
    ).toBe(true);
    expect(mayLookAhead(outlook({ behind: 899, mySpeed: null }))).toBe(false);
  });
});

describe('whether a slot races another for a segment', () => {
  it('when it is at least half as fast as the fastest', () => {
    expect(mayRace(outlook({ mySpeed: 75 }))).toBe(true);
    expect(mayRace(outlook({ mySpeed: 74 }))).toBe(false);
  });

  it('when nothing better is known', () => {
    expect(mayRace(outlook({ mySpeed: null }))).toBe(true);
    expect(mayRace(outlook({ fleet: [{ slots: 0, charactersPerSecond: 150 }] }))).toBe(true);
  });
});
