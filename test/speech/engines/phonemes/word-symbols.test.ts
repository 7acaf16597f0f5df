import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignWords } from '../../../../src/speech/engines/phonemes/align-words.js';
import { wordSymbols } from '../../../../src/speech/engines/phonemes/index.js';
import { pronounced, wordsOf } from '../../../../src/speech/index.js';

/** What each word is said by, read back from the symbols. */
function said(text: string, stretches: readonly { text: string; symbols: string }[]): readonly string[] {
  const symbols = [
    ...stretches
      .map((stretch) => stretch.symbols)
      .join('')
      .replace(/\s/g, ''),
  ];
  return wordSymbols(text, stretches).map(({ from, to }) => symbols.slice(from, to).join(''));
}

describe('words and the sounds that say them', () => {
  it('are one and one where there are as many of both', () => {
    expect(alignWords(['I', 'remembered'], [9, 2])).toEqual([
      { from: 0, to: 9 },
      { from: 9, to: 11 },
    ]);
  });

  it('are found where two words are said as one, without moving the others', () => {
    const text = 'out of the old house';
    expect(said(text, [{ text, symbols: 'ˈaʊt ʌvðɪ ˈoʊld hˈaʊs' }])).toEqual(['ˈaʊt', 'ʌv', 'ðɪ', 'ˈoʊld', 'hˈaʊs']);
  });

  it('are found where one word is said as several', () => {
    const text = 'in 1850 they left';
    const symbols = 'ɪn ˈeɪtiːn fˈɪfti ðeɪ lˈɛft';
    expect(said(text, [{ text, symbols }])).toEqual(['ɪn', 'ˈeɪtiːnfˈɪfti', 'ðeɪ', 'lˈɛft']);
  });

  it('are shared out by letters where nothing else can be said', () => {
    const words = ['a', 'bb', 'ccc', 'dddd', 'eeeee'];
    expect(alignWords(words, [15]).map(({ from, to }) => to - from)).toEqual([1, 2, 3, 4, 5]);
    expect(alignWords(words, [])).toEqual(words.map(() => ({ from: 0, to: 0 })));
    expect(alignWords([], [3])).toEqual([]);
  });

  it('leave marks out, and give a word without a sound nothing', () => {
    const stretches = [
      { text: 'Wait', symbols: 'wˈeɪt' },
      { text: '', symbols: ',' },
      { text: 'what', symbols: 'wˌʌt' },
      { text: '', symbols: '?' },
    ];
    expect(said('Wait , what?', stretches)).toEqual(['wˈeɪt', '', 'wˌʌt']);
    expect(said('Wait…what?', stretches)).toEqual(['wˈeɪt,wˌʌt']);
  });

  it('know a pronunciation as the word it stands for', () => {
    const text = `Then ${pronounced('Hermione', 'hɜːˈmaɪəni')} left.`;
    const symbols = 'ðˈɛn hɜːmˈaɪəni lˈɛft';
    expect(said(text, [{ text, symbols }])).toEqual(['ðˈɛn', 'hɜːmˈaɪəni', 'lˈɛft']);
  });

  it('lie one behind the other, inside the sounds, and use all of them, whatever is given', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '9', 'é'), minLength: 1, maxLength: 9 });
    const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 9 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 9 }), lengths, (words, sounds) => {
        const ranges = alignWords(words, sounds);
        expect(ranges).toHaveLength(words.length);
        let end = 0;
        for (const { from, to } of ranges) {
          expect([from, to >= from]).toEqual([end, true]);
          end = to;
        }
        expect(end).toBe(sounds.reduce((sum, length) => sum + length, 0));
      }),
    );
  });

  it('are as many as the words of the text, however it is cut into clauses', () => {
    const piece = fc.constantFrom('one', 'two—three', '…', 'fo[[ur', '“five”', '-', "six's");
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), fc.nat(3), (pieces, cut) => {
        const text = pieces.join(' ');
        const halves = [pieces.slice(0, cut).join(' '), pieces.slice(cut).join(' ')];
        const stretches = halves.map((half) => ({
          text: half.replace('[[', ' '),
          symbols: 'ɑɑ '.repeat(wordsOf(half).length),
        }));
        const ranges = wordSymbols(text, stretches);
        expect(ranges).toHaveLength(wordsOf(text).length);
        for (const [index, { from, to }] of ranges.entries()) {
          expect(to).toBeGreaterThanOrEqual(from);
          expect(from).toBeGreaterThanOrEqual(ranges[index - 1]?.to ?? 0);
        }
      }),
    );
  });
});
