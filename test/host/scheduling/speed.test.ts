import { describe, expect, it } from 'vitest';
import { charactersPerSecond, SPEED_UNKNOWN, type Speed, withSpoken } from '../../../src/host/speed.js';

const spoken = (speed: Speed, times: number, perSecond: number): Speed =>
  Array.from({ length: times }).reduce<Speed>((so) => withSpoken(so, 150, 150_000 / perSecond), speed);

describe('the measured speed of a slot', () => {
  it('is unknown until something was spoken', () => {
    expect(charactersPerSecond(SPEED_UNKNOWN)).toBeNull();
    expect(charactersPerSecond(withSpoken(SPEED_UNKNOWN, 150, 10_000))).toBe(15);
  });

  it('follows a change within a few segments', () => {
    const changed = charactersPerSecond(spoken(spoken(SPEED_UNKNOWN, 50, 150), 5, 15)) ?? 0;
    expect(changed).toBeGreaterThan(14);
    expect(changed).toBeLessThan(20);
  });

  it('counts what took no time at all as a millisecond', () => {
    expect(charactersPerSecond(withSpoken(SPEED_UNKNOWN, 150, 0))).toBe(150_000);
  });
});
