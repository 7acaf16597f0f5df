import { describe, expect, it } from 'vitest';
import {
  kokoroIds,
  kokoroSymbols,
  languageOfStyle,
  tiedIpa,
} from '../../../../src/speech/engines/kokoro-alphabet/index.js';

describe('symbols and their numbers', () => {
  it.each([
    [';', 1],
    ['?', 6],
    ['—', 9],
    ['”', 15],
    [' ', 16],
    ['\u0303', 17],
    ['ʨ', 21],
    ['\uab67', 23],
    ['A', 24],
    ['I', 25],
    ['O', 31],
    ['Q', 33],
    ['S', 35],
    ['T', 36],
    ['W', 39],
    ['Y', 41],
    ['ᵊ', 42],
    ['f', 48],
    ['h', 50],
    ['z', 68],
    ['æ', 72],
    ['ç', 78],
    ['ə', 83],
    ['ɜ', 87],
    ['ɡ', 92],
    ['ɪ', 102],
    ['ŋ', 112],
    ['θ', 119],
    ['œ', 120],
    ['ɹ', 123],
    ['ɾ', 125],
    ['ʁ', 128],
    ['ʧ', 133],
    ['ʊ', 135],
    ['ʌ', 138],
    ['ʒ', 147],
    ['ʔ', 148],
    ['ˈ', 156],
    ['ː', 158],
    ['ʰ', 162],
    ['ʲ', 164],
    ['↘', 173],
    ['ᵻ', 177],
  ])('%s is %d', (symbol, id) => expect(kokoroIds(symbol).ids).toEqual([id]));

  it('leaves out what has no number, and says so once', () => {
    expect(kokoroIds('gˈæg! kæt')).toEqual({
      ids: [156, 72, 5, 16, 53, 72, 62],
      places: [1, 2, 4, 5, 6, 7, 8],
      known: 4,
      skipped: ['g'],
    });
    expect(kokoroIds('… “”').known).toBe(0);
  });
});

describe('from eSpeak’s phonemes to symbols', () => {
  it.each([
    ['ðɪ ˈo^ʊld flˈoː^ɹ nˌɪ^ɹ ðə dˈoː^ɹ', 'ðɪ ˈOld flˈɔɹ nˌɪɹ ðə dˈɔɹ'],
    ['t^ʃˈɜːpt bˈɜːɹi', 'ʧˈɜɹpt bˈɜɹi'],
    ['d^ʒˈʌd^ʒ kɹˈa^ɪd ænd lˈæft', 'ʤˈʌʤ kɹˈId ænd lˈæft'],
    ['hiː ˈe^ɪt ɐ lˈɪɾə^l bˈɑːɾə^l ʌv wˈɔːɾɚ', 'hi ˈAt ə lˈɪTᵊl bˈɑTᵊl ʌv wˈɔTəɹ'],
    ['sˈɪstɚɹ ˌɔn', 'sˈɪstəɹ ˌɔn'],
    ['bˈʌʔn\u0329 ha^ʊs vˈɔ^ɪs', 'bˈʌtᵊn hWs vˈYs'],
  ])('American: %s', (ipa, symbols) => expect(kokoroSymbols(ipa, 'a')).toBe(symbols));

  it.each([
    ['ðɪ ˈə^ʊld flˈɔː nˌi^ə bˈe^ə', 'ðɪ ˈQld flˈɔː nˌɪə bˈɛː'],
    ['ɡˌə^ʊɪŋ bˈɜːd ˈaftə', 'ɡˌQɪŋ bˈɜːd ˈaftə'],
  ])('British: %s', (ipa, symbols) => expect(kokoroSymbols(ipa, 'b')).toBe(symbols));

  it.each([
    ['e', 'nˈiɲo t^ʃˈiko θˈumos', 'nˈiɲo ʧˈiko θˈumos'],
    ['f', 'lə- ɡaʁsˈɔ̃ œ̃ pˈɛ̃', 'lə ɡaʁsˈɔ̃ œ̃ pˈɛ̃'],
    ['i', 'raɡˈat^sːa mˈand^ʒa d^zˈio', 'raɡˈaʦːa mˈanʤa ʣˈio'],
    ['p', 'nˈɐ̃^ʊ̃ d^ʒˈiæ', 'nˈɐ̃ʊ̃ ʤˈiæ'],
    ['h', 'mˌeːɾaː ˈʌcʰcʰaː', 'mˌeːɾaː ˈʌcʰcʰaː'],
  ] as const)('%s: %s', (language, ipa, symbols) => {
    expect(kokoroSymbols(ipa, language)).toBe(symbols.normalize('NFD'));
    expect(kokoroIds(kokoroSymbols(ipa, language)).skipped).toEqual([]);
  });

  it('knows the French c of façade in a word of IPA, composed or not', () => {
    expect(kokoroSymbols('ç', 'f')).toBe('ç');
    expect(kokoroSymbols('c\u0327', 'f')).toBe('ç');
  });

  it('ties what people write untied', () => {
    expect(kokoroSymbols(tiedIpa('ˈtʃʌmli'), 'a')).toBe('ˈʧʌmli');
    expect(kokoroSymbols(tiedIpa('hɜːˈmaɪəni'), 'a')).toBe('hɜɹˈmIəni');
    expect(kokoroSymbols(tiedIpa('d͡ʒəʊ ʧʌm'), 'b')).toBe('ʤQ ʧʌm');
  });
});

describe('the language of a style', () => {
  it.each([
    ['af_heart', 'a'],
    ['bm_george', 'b'],
    ['pf_dora', 'p'],
  ])('%s', (style, language) => expect(languageOfStyle(style)).toEqual({ type: 'spoken', language }));

  it.each([
    ['jf_alpha', /Japanese.*eSpeak/],
    ['zm_yunxi', /Chinese.*eSpeak/],
    ['xx_new', /does not begin/],
    ['', /does not begin/],
  ])('"%s" is refused', (style, why) =>
    expect(languageOfStyle(style)).toMatchObject({ type: 'refused', why: expect.stringMatching(why) }),
  );
});
