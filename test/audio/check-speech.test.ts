import { describe, expect, it } from 'vitest';
import { checkSpeech, describeFault, isHardFault, type SpeechFault } from '../../src/audio/index.js';

const RATE = 22_050;

/** Something like an utterance: a tone with syllables. */
const utterance = (seconds: number, amplitude = 0.5): Float32Array =>
  Float32Array.from(
    { length: Math.round(seconds * RATE) },
    (_, i) => amplitude * Math.sin(i / 7) * Math.abs(Math.sin((i / RATE) * 12)),
  );
const types = (faults: readonly SpeechFault[]): string[] => faults.map(({ type }) => type);
const check = (pcm: Float32Array, expected = pcm.length / RATE): string[] => types(checkSpeech(pcm, RATE, expected));

describe('checkSpeech', () => {
  it('finds nothing wrong with an utterance of the length expected, or about that', () => {
    for (const expected of [3, 1.3, 7]) expect(check(utterance(3), expected)).toEqual([]);
  });

  it('tells what is wrong', () => {
    expect(check(new Float32Array(), 1)).toEqual(['empty']);
    expect(check(utterance(1).fill(Number.NaN, 5, 7))).toEqual(['not-finite']);
    expect(check(utterance(1).fill(-Infinity, 5, 7))).toEqual(['not-finite']);
    expect(check(utterance(2, 0.005))).toEqual(['too-quiet']);
    expect(check(utterance(2, 1.9))).toContain('too-loud');
    expect(check(utterance(2).fill(1, 100, 200))).toEqual(['clipped']);
    expect(check(utterance(2).fill(1, 100, 120))).toEqual([]);
    const hole = (seconds: number) => new Float32Array(seconds * RATE);
    expect(check(Float32Array.from([...utterance(0.5), ...hole(1.4)]))).toEqual(['mostly-silent']);
    expect(check(Float32Array.from([...utterance(1), ...hole(1.6), ...utterance(1)]))).toEqual(['long-silence']);
    expect(check(Float32Array.from([...utterance(1), ...hole(1.4), ...utterance(1)]))).toEqual([]);
  });

  it('compares the length with what was expected, leniently for short ones', () => {
    expect(check(utterance(1), 6)).toEqual(['too-short']);
    expect(check(utterance(10), 3)).toEqual(['too-long']);
    expect(check(utterance(0.15), 0.9)).toEqual([]);
    expect(check(utterance(0.9), 0.2)).toEqual([]);
  });

  it('says several things at once', () => {
    expect(check(utterance(1).fill(1.6, 0, 2_000), 8)).toEqual(['too-loud', 'clipped', 'too-short']);
  });

  it('tells what nobody should hear from what is only odd', () => {
    const hard = (pcm: Float32Array, expected: number) => checkSpeech(pcm, RATE, expected).map(isHardFault);
    expect(hard(utterance(1), 6)).toEqual([false]);
    expect(hard(utterance(10), 3)).toEqual([false]);
    expect(hard(utterance(2).fill(1, 100, 200), 2)).toEqual([true]);
    expect(hard(new Float32Array(), 2)).toEqual([true]);
  });

  it('says each in words', () => {
    const faults: SpeechFault[] = [
      { type: 'empty' },
      { type: 'not-finite', samples: 2 },
      { type: 'too-quiet', peak: 0.0012 },
      { type: 'too-loud', peak: 1.8 },
      { type: 'clipped', share: 0.0123 },
      { type: 'mostly-silent', soundShare: 0.21 },
      { type: 'long-silence', seconds: 1.62 },
      { type: 'too-short', seconds: 1, expectedSeconds: 4 },
      { type: 'too-long', seconds: 20, expectedSeconds: 4 },
    ];
    expect(faults.map(describeFault)).toEqual([
      'no sound came',
      '2 samples are not numbers',
      'too quiet (peak 0.0012)',
      'too loud (peak 1.80)',
      '1.23 % of the samples are clipped',
      'only 21 % of it is sound',
      'a silence of 1.6 s in it',
      '1.0 s where 4.0 s were expected',
      '20.0 s where 4.0 s were expected',
    ]);
  });
});
