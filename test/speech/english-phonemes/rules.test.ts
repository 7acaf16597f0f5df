import { describe, expect, it } from 'vitest';
import { alphabetOf } from '../../../src/speech/english-phonemes/ipa.js';
import { demote, emphasise, firstSound, joinLetters } from '../../../src/speech/english-phonemes/sounds.js';
import { itemsOf } from '../../../src/speech/english-phonemes/text/items.js';
import { markQuotes } from '../../../src/speech/english-phonemes/text/quotes.js';
import { runsOf } from '../../../src/speech/english-phonemes/text/runs.js';
import { splitRun } from '../../../src/speech/english-phonemes/text/split-run.js';
import { ENDINGS } from '../../../src/speech/english-phonemes/words/endings.js';
import { inLatin } from '../../../src/speech/english-phonemes/words/other-scripts.js';
import { pronounced } from '../../../src/speech/speech-engine.js';

const SPLIT = new Map([
  ["don't", ['do', "n't"]],
  ['Sept.', ['Sept.']],
]);

describe('a run as a tagger knows it', () => {
  it.each([
    ['said,', 'said|,'],
    ['(well),', '(|well|)|,'],
    ["don't!", "do|n't|!"],
    ["boys'", "boys|'"],
    ["Darcy's", "Darcy|'s"],
    ['well-known', 'well|-|known'],
    ['end.', 'end|.'],
    ['I.', 'I.'],
    ['USA.', 'USA|.'],
    ['Sept.', 'Sept.'],
    ['wait...', 'wait|...'],
    ['home—and', 'home|—|and'],
    ['either/or', 'either|/|or'],
    ['A.M.', 'A.M.'],
    ['one,two', 'one|,|two'],
    ['-', '-'],
    ['', ''],
  ])('%s → %s', (run, words) => {
    expect(splitRun(run, SPLIT).join('|')).toBe(words);
  });
});

describe('quotes and apostrophes', () => {
  it.each([
    ['“He’s in,” she said.', '"He\'s in," she said.'],
    ['‘The boys went,’ he said.', '"The boys went," he said.'],
    ['the boys’ hats', "the boys' hats"],
    ['‘Twas ’tis ‘go’', '\'Twas \'tis "go"'],
    ['said ’', 'said "'],
    ['«oui» co‑op―so', '"oui" co-op—so'],
    ["doin' it", "doin' it"],
  ])('%s', (text, marked) => {
    expect(markQuotes(text)).toBe(marked);
  });
  it('never moves a sign', () => {
    const text = '“‘Tis ’em,’ the boys’ mothers’ ‘friends’—said” ’';
    expect(markQuotes(text)).toHaveLength(text.length);
  });
});

describe('runs', () => {
  it('keeps given sounds apart from the text round them', () => {
    expect(runsOf(`a (${pronounced('B C', 'biː siː')}’s)`)).toEqual([
      { from: 0, to: 1, parts: [{ type: 'text', text: 'a' }] },
      {
        from: 2,
        to: 4,
        parts: [
          { type: 'text', text: '(' },
          { type: 'sounds', word: 'B', ipa: 'biː' },
        ],
      },
      {
        from: 5,
        to: 9,
        parts: [
          { type: 'sounds', word: 'C', ipa: 'siː' },
          { type: 'text', text: "'s)" },
        ],
      },
    ]);
  });
  it('gives all sounds to the first word where they cannot be shared out', () => {
    const sounds = runsOf(pronounced('New York', 'nuːjɔːk')).flatMap(({ parts }) => parts);
    expect(sounds).toEqual([
      { type: 'sounds', word: 'New', ipa: 'nuːjɔːk' },
      { type: 'sounds', word: 'York', ipa: '' },
    ]);
  });
});

describe('items', () => {
  const item = (words: readonly string[], endsText = false) =>
    itemsOf(
      words.map((text) => ({ text, tag: 'X', phonemes: null })),
      endsText,
    ).map((each) => (each.type === 'group' ? each.pieces.map(({ text }) => text).join('|') : each.phonemes));
  it.each([
    [
      ['well', '-', 'known', ','],
      ['well|-|known', ','],
    ],
    [['McDonald'], ['Mc|Donald']],
    [['B2B'], ['B|2|B']],
    [["o'er"], ["o'er"]],
    [['boys', "'"], ["boys|'"]],
    [['['], ['(']],
    [['-'], ['—']],
    [['5', '%'], ['5|%']],
  ])('%j', (words, items) => {
    expect(item(words)).toEqual(items);
  });
  it('the dot behind a last letter ends the sentence', () => {
    expect(item(['I.'], true)).toEqual(['I', '.']);
    expect(item(['J.'], false)).toEqual(['J|.']);
  });
});

describe('endings', () => {
  const known = new Set(['cat', 'bus', 'city', 'make', 'run', 'want', 'agree', 'deny', 'traffic']);
  const stem = (word: string) =>
    ENDINGS.map(({ stemOf }) => stemOf(word, (each) => known.has(each))).find((each) => each);
  it.each([
    ['cats', 'cat'],
    ["cat's", 'cat'],
    ['buses', 'bus'],
    ['cities', 'city'],
    ['making', 'make'],
    ['running', 'run'],
    ['trafficking', 'traffic'],
    ['wanted', 'want'],
    ['agreed', 'agree'],
    ['denied', 'deny'],
    ['caress', undefined],
    ['bed', undefined],
    ['thing', undefined],
  ])('%s comes from %s', (word, from) => {
    expect(stem(word)).toBe(from);
  });
  it.each([
    [0, 'kˈæt', 'kˈæts', 'kˈæts'],
    [0, 'bˈʌs', 'bˈʌsᵻz', 'bˈʌsɪz'],
    [0, 'dˈɔɡ', 'dˈɔɡz', 'dˈɔɡz'],
    [1, 'wˈɑnt', 'wˈɑntᵻd', 'wˈɑntɪd'],
    [1, 'wˈAt', 'wˈAɾᵻd', 'wˈAtɪd'],
    [1, 'nˈid', 'nˈidᵻd', 'nˈidɪd'],
    [1, 'hˈOp', 'hˈOpt', 'hˈOpt'],
    [2, 'ɹˈIt', 'ɹˈIɾɪŋ', 'ɹˈItɪŋ'],
    [2, 'stˈɜː', 'stˈɜːɪŋ', null],
  ] as const)('ending %i on %s', (ending, stemSounds, american, british) => {
    expect(ENDINGS[ending]?.add(stemSounds, 'american')).toBe(american);
    expect(ENDINGS[ending]?.add(stemSounds, 'british')).toBe(british);
  });
});

describe('other scripts', () => {
  it.each([
    ['Москва', 'Moskva'],
    ['чай', 'chay'],
    ['Ελλάδα', 'Ellada'],
    ['π', 'pi'],
    ['Ω', 'Omega'],
    ['Dvořák', 'Dvořák'],
  ])('%s is written %s', (word, latin) => {
    expect(inLatin(word)).toBe(latin);
  });
});

describe('stress', () => {
  it.each([
    ['kæt', 'none', 'kæt'],
    ['kæt', 'light', 'kˌæt'],
    ['kæt', 'strong', 'kˈæt'],
    ['kˌæt', 'strong', 'kˈæt'],
    ['kˈæt', 'strong', 'kˈæt'],
    ['s', 'strong', 's'],
  ] as const)('%s, %s', (sounds, emphasis, said) => {
    expect(emphasise(sounds, emphasis)).toBe(said);
  });
  it('the last letter carries it', () => {
    expect(joinLetters(['bˈi', 'bˈi', 'sˈi'])).toBe('bˌibˌisˈi');
    expect(joinLetters(['ðə'])).toBe('ðˈə');
  });
  it('a weaker half keeps one light stress', () => {
    expect(demote('mˌʌltəplˈI')).toBe('mʌltəplˌI');
    expect(demote('mˌʌl')).toBe('mˌʌl');
  });
  it('what is heard first', () => {
    expect(['ˈæpᵊl', 'kˈæt', '— ˈæ', '“'].map((sounds) => firstSound(sounds, 'consonant'))).toEqual([
      'vowel',
      'consonant',
      'pause',
      'consonant',
    ]);
  });
});

describe('the phonetic alphabet in a voice’s', () => {
  it.each([
    ['hɜːˈmaɪəni', 'hɜɹmˈIəni', 'hɜːmˈIəni'],
    ['ʃɪˈvɔːn', 'ʃɪvˈɔn', 'ʃɪvˈɔːn'],
    ['ˈdʒəʊnz', 'ʤˈOnz', 'ʤˈQnz'],
    ['ˈɹɪdəl', 'ɹˈɪdᵊl', 'ɹˈɪdəl'],
    ['ˈbʌtn̩', 'bˈʌtᵊn', 'bˈʌtᵊn'],
    ['flɔːɹ', 'flɔɹ', 'flɔːɹ'],
    ['ˈtʃɑːl.i', 'ʧˈɑli', 'ʧˈɑːli'],
    ['bax', 'bæk', 'bak'],
    ['kɒt', 'kɑt', 'kɒt'],
    ['ˈɲoki', 'njˈOki', 'njˈɒki'],
    ['bɝd', 'bɜɹd', 'bɜːɹd'],
    ['ˈmʌðɚ', 'mˈʌðəɹ', 'mˈʌðəɹ'],
  ])('%s', (ipa, american, british) => {
    expect([alphabetOf(ipa, 'american'), alphabetOf(ipa, 'british')]).toEqual([american, british]);
  });
});
