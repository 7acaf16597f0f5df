import { describe, expect, it } from 'vitest';
import { levellingFactor, scaled, VoiceLevel } from '../../src/audio/index.js';

const HZ = 24_000;
const tone = (amplitude: number, seconds = 1): Int16Array =>
  Int16Array.from({ length: seconds * HZ }, (_, i) => amplitude * Math.sin(i / 9));
const voice = (...clips: readonly Int16Array[]): VoiceLevel => {
  const level = new VoiceLevel();
  for (const clip of clips) level.add(clip);
  return level;
};

describe('the level of a voice', () => {
  it('is told by what it says, not by its pauses', () => {
    const spoken = voice(tone(8_000)).decibels() ?? 0;
    expect(spoken).toBeCloseTo(20 * Math.log10(8_000 / 32_768 / Math.SQRT2), 1);
    const withPause = Int16Array.from([...tone(8_000), ...new Int16Array(HZ), ...tone(8_000)]);
    expect(voice(withPause).decibels()).toBeCloseTo(spoken, 1);
    expect(voice().decibels()).toBeNull();
    expect(voice(new Int16Array(HZ)).decibels()).toBeNull();
  });

  it('is brought to that of another by one factor, within bounds', () => {
    expect(levellingFactor(voice(tone(4_000)), voice(tone(8_000), tone(8_000)))).toBeCloseTo(2, 2);
    expect(levellingFactor(voice(tone(8_000)), voice(tone(4_000)))).toBeCloseTo(0.5, 2);
    expect(levellingFactor(voice(tone(8_000)), voice(tone(8_300)))).toBe(1);
    expect(levellingFactor(voice(tone(100)), voice(tone(8_000)))).toBeCloseTo(2.82, 2);
    expect(levellingFactor(voice(), voice(tone(8_000)))).toBe(1);
    expect(levellingFactor(voice(tone(8_000)), voice())).toBe(1);
  });

  it('is never raised so far that a peak of it is cut off', () => {
    const peaky = Int16Array.from([...tone(2_000), ...tone(20_000, 0.01)]);
    const factor = levellingFactor(voice(tone(500), peaky), voice(tone(16_000)));
    expect(factor).toBeGreaterThan(1.5);
    expect(Math.max(...peaky) * factor).toBeLessThanOrEqual(32_767);
  });

  it('changes every sample by that, and none beyond 16 bits', () => {
    expect([...scaled(Int16Array.from([100, -200, 20_000, -20_000]), 2)]).toEqual([200, -400, 32_767, -32_768]);
    const pcm = tone(500);
    expect(scaled(pcm, 1)).toBe(pcm);
  });
});
