import { describe, expect, it } from 'vitest';
import { type LexiconEntry, wordFinder } from '../../../src/speech/lexicon/index.js';

const entry = (word: string, language: string | null = null): LexiconEntry => ({
  word,
  said: { type: 'words', text: 'x' },
  language,
});

/** The words found in a text, each with what follows it in brackets. */
const found = (text: string, words: readonly string[], language = 'en'): readonly string[] =>
  wordFinder(
    words.map((word) => entry(word)),
    language,
  )
    .find(text)
    .map(({ at, end, ending }) => text.slice(at, end) + (ending === null ? '' : ` (${ending.written})`));

describe('whole words', () => {
  it.each([
    ['Hermione met Hermione.', ['Hermione'], ['Hermione', 'Hermione']],
    ['“Hermione!” (hermione) HERMIONE-like', ['Hermione'], ['Hermione', 'hermione', 'HERMIONE']],
    ['Hermioneish, unHermione, Hermione2, Hermione\u0301', ['Hermione'], []],
    ['The US told us.', ['US'], ['US']],
    ['McGonagall, Mcgonagall, MCGONAGALL', ['McGonagall'], ['McGonagall']],
    ['St. John of St. Clair', ['St. John', 'St.'], ['St. John', 'St.']],
    ['New York, York, new york', ['york', 'New York'], ['New York', 'York', 'york']],
    ['R2-D2 met C-3PO', ['R2-D2', 'C-3PO'], ['R2-D2', 'C-3PO']],
    ['Jean‑Luc and Jean-Luc', ['Jean-Luc'], ['Jean‑Luc', 'Jean-Luc']],
    ["O’Brien, O'Brien and Brien", ['Brien'], ['Brien']],
    ["O’Brien and O'Brien", ["O'Brien"], ['O’Brien', "O'Brien"]],
    ['‘Brien’ he said', ['Brien'], ['Brien']],
    ['İstanbul ıs', ['ıs'], ['ıs']],
    ['𝒜lpha 𐐀𐐁 done', ['𐐀𐐁'], ['𐐀𐐁']],
  ])('%s', (text, words, expected) => {
    expect(found(text, words)).toEqual(expected);
  });
});

describe('in every script', () => {
  it.each([
    ['哈利波特和哈利', ['哈利', '哈利波特'], 'zh', ['哈利波特', '哈利']],
    ['ハリーは言った', ['ハリー'], 'ja', ['ハリー']],
    ['Гарри и Гаррисон', ['Гарри'], 'ru', ['Гарри']],
    ['Ο Οδυσσεύς ήρθε', ['οδυσσεύς'], 'el', ['Οδυσσεύς']],
    ['कमल और कमला', ['कमल'], 'hi', ['कमल']],
  ])('%s', (text, words, language, expected) => {
    expect(found(text, words, language)).toEqual(expected);
  });
});

describe('endings of the language', () => {
  it.each([
    [
      "Hermione’s, Hermione'S Hermione’ll",
      'Hermione',
      'en',
      ['Hermione’s (’s)', "Hermione'S (’S)", 'Hermione’ll (’ll)'],
    ],
    ['Muggles, Muggles’ cat', 'Muggle', 'en', ['Muggles (s)', 'Muggles (s)']],
    ['the Felixes', 'Felix', 'en', ['Felixes (es)']],
    ['He does. A doe’s.', 'doe', 'en', ['doe’s (’s)']],
    ['won’t, won', 'won', 'en', ['won']],
    ['Voldemorts Stab, aber Wortes', 'Voldemort', 'de', ['Voldemorts (s)']],
    ['Worts', 'wort', 'de', ['Worts (s)']],
    ['l’Artagnan, d’Artagnan', 'Artagnan', 'fr', ['Artagnan', 'Artagnan']],
    ['Hermione’nin', 'Hermione', 'tr', ['Hermione']],
    ['Hermiones', 'Hermione', 'es', []],
  ])('%s', (text, word, language, expected) => {
    expect(found(text, [word], language)).toEqual(expected);
  });
});

it('of two entries for one word the first counts, but only in its language', () => {
  const list = [entry('Paris', 'fr'), entry('paris'), entry('Paris', 'de')];
  const ranks = (language: string) =>
    wordFinder(list, language)
      .find('In Paris')
      .map(({ rank }) => rank);
  expect([ranks('fr-CA'), ranks('de'), ranks('en')]).toEqual([[0], [1], [1]]);
});

it('reads a text once, however many words there are', () => {
  const words = Array.from({ length: 10_000 }, (_, n) => entry(`Name${n}x`));
  const finder = wordFinder(words, 'en');
  const text = Array.from({ length: 20_000 }, (_, n) => `Name${n}x`).join(' ');
  expect(finder.find(text)).toHaveLength(10_000);
  expect(finder.find('a'.repeat(1_000_000))).toEqual([]);
});
