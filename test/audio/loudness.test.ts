import { describe, expect, it } from 'vitest';
import { bookGainDb, combineLoudness, type MeasuredChapter } from '../../src/audio/index.js';

const chapter = (samples: number, integratedLufs: number, truePeakDbtp = -8): MeasuredChapter => ({
  samples,
  loudness: { integratedLufs, truePeakDbtp },
});
const unmeasured: MeasuredChapter = { samples: 1_000_000, loudness: null };

describe('combineLoudness', () => {
  it('is the mean of energies, weighted by length', () => {
    expect(combineLoudness([chapter(10, -20), chapter(10, -20)])?.integratedLufs).toBeCloseTo(-20, 9);
    expect(combineLoudness([chapter(10, -20), chapter(10, -30)])?.integratedLufs).toBeCloseTo(-22.596, 3);
    expect(combineLoudness([chapter(90, -20), chapter(10, -30)])?.integratedLufs).toBeCloseTo(-20.41, 2);
  });

  it('leaves out what could not be measured', () => {
    expect(combineLoudness([chapter(10, -23), unmeasured])?.integratedLufs).toBeCloseTo(-23, 9);
    expect(combineLoudness([unmeasured])).toBeNull();
    expect(combineLoudness([])).toBeNull();
  });

  it('takes the peak of the chapter in the middle by length', () => {
    const chapters = [chapter(10, -20, -1), chapter(30, -20, -6), chapter(25, -20, -9)];
    expect(combineLoudness(chapters)?.truePeakDbtp).toBe(-6);
    expect(combineLoudness([chapter(10, -20, -1)])?.truePeakDbtp).toBe(-1);
  });
});

describe('bookGainDb', () => {
  it('brings the book to −20 LUFS, up or down', () => {
    expect(bookGainDb([chapter(10, -26.13, -12)])).toBe(6.13);
    expect(bookGainDb([chapter(10, -14, -1)])).toBe(-6);
  });

  it('asks the limiter for 9 dB at most', () => {
    expect(bookGainDb([chapter(10, -30, -2)])).toBe(7.5);
    expect(bookGainDb([chapter(10, -30, -4.5)])).toBe(10);
  });

  it.each([
    { voice: 'Piper’s joe', lufs: -25, peak: -2.9, lost: 0.7 },
    { voice: 'hibari', lufs: -25.93, peak: -2.2, lost: 0.22 },
    { voice: 'espeak-ng', lufs: -22, peak: -1.2, lost: 0.2 },
  ])('gives beforehand what the limiter will take: $voice ends within 0.35 LU of −20', ({ lufs, peak, lost }) => {
    const ends = lufs + bookGainDb([chapter(124, lufs, peak)]) - lost;
    expect(Math.abs(ends + 20)).toBeLessThanOrEqual(0.35);
  });

  it('is not held back by one chapter with a click', () => {
    expect(bookGainDb([chapter(10, -30, 0), chapter(100, -30, -14), chapter(100, -30, -14)])).toBe(10);
  });

  it('does not lift an almost silent book into noise, and leaves an unmeasured one alone', () => {
    expect(bookGainDb([chapter(10, -65, -50)])).toBe(30);
    expect(bookGainDb([unmeasured])).toBe(0);
  });

  it('has two decimals at most', () => {
    const gain = bookGainDb([chapter(7, -21.3), chapter(5, -23.9), chapter(3, -26.1)]);
    expect(gain).toBe(Number(gain.toFixed(2)));
  });
});
