import fc from 'fast-check';
import { expect, it } from 'vitest';
import { phonemeCalls } from '../../../../src/speech/engines/hibari/phoneme-calls.js';

const texts = (phonemes: string, limit: number): readonly string[] =>
  phonemeCalls(phonemes, limit).map((call) => call.phonemes);

it('what fits is one call', () => {
  expect(phonemeCalls('ðə nˈIt.', 8)).toEqual([{ phonemes: 'ðə nˈIt.', from: 0 }]);
  expect(phonemeCalls('')).toEqual([{ phonemes: '', from: 0 }]);
});

it('what does not is cut at the last clause, else at a word, else anywhere', () => {
  expect(texts('wˈʌn, tˈu, θɹˈi fˈɔɹ', 14)).toEqual(['wˈʌn, tˈu,', 'θɹˈi fˈɔɹ']);
  expect(texts('wˈʌn, tˈu θɹˈi fˈɔɹ fˈIv', 18)).toEqual(['wˈʌn, tˈu θɹˈi', 'fˈɔɹ fˈIv']);
  expect(texts('ɑɑɑɑɑɑɑɑɑɑ', 4)).toEqual(['ɑɑɑɑ', 'ɑɑɑɑ', 'ɑɑ']);
});

it('loses nothing but spaces, knows where each call stands, and keeps the limit', () => {
  const symbols = fc.string({ unit: fc.constantFrom('ɑ', 'b', ',', '.', ' '), maxLength: 60 });
  fc.assert(
    fc.property(symbols, fc.integer({ min: 2, max: 12 }), (phonemes, limit) => {
      const calls = phonemeCalls(phonemes, limit);
      for (const { phonemes: piece, from } of calls) {
        expect(phonemes.slice(from, from + piece.length)).toBe(piece);
        expect(piece.length).toBeLessThanOrEqual(limit);
      }
      const bare = (text: string): string => text.replaceAll(' ', '');
      expect(bare(calls.map((call) => call.phonemes).join(''))).toBe(bare(phonemes));
    }),
  );
});
