import { describe, expect, it } from 'vitest';
import { speechLikeNoise } from '../support/sounds.js';
import { find } from './correlate.js';

describe('find', () => {
  it('finds a piece to the sample, whatever its level, and says when there is none', () => {
    const whole = speechLikeNoise(60_000, 4);
    const part = whole.slice(20_123, 40_000).map((sample) => sample / 3);
    const found = find(part, whole);
    expect(found.at).toBe(20_123);
    expect(found.correlation).toBeGreaterThan(0.999);
    expect(find(speechLikeNoise(20_000, 5), whole).correlation).toBeLessThan(0.9);
  });
});
