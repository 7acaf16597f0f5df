import { describe, expect, it } from 'vitest';
import { countListed, type LexiconEntry, type SaidAs, wordSayer } from '../../../src/speech/lexicon/index.js';
import { normaliseForSpeech, plainText, shownText, splitUtterances } from '../../../src/speech/index.js';

const said = (as: string): SaidAs =>
  as.startsWith('/') ? { type: 'ipa', ipa: as.slice(1, -1) } : { type: 'words', text: as };
const list = (words: Readonly<Record<string, string>>): readonly LexiconEntry[] =>
  Object.entries(words).map(([word, as]) => ({ word, said: said(as), language: null }));

const pieces = (sentence: string, words: Readonly<Record<string, string>>, language = 'en') =>
  wordSayer(list(words))(sentence, language, (text) => splitUtterances(normaliseForSpeech(text, language), language));
const say = (sentence: string, words: Readonly<Record<string, string>>, language = 'en'): string =>
  pieces(sentence, words, language)
    .map(({ spoken }) => shownText(spoken))
    .join(' | ');

describe('a word is said as the list wants it', () => {
  it.each([
    ['Sir Cholmondeley sat.', { Cholmondeley: 'chumley' }, 'Sir Chumley sat.'],
    ['A cholmondeley’s hat.', { Cholmondeley: 'chumley' }, 'A chumley’s hat.'],
    ['Then Hermione left.', { Hermione: '/hɜːˈmaɪəni/' }, 'Then Hermione /hɜːˈmaɪəni/ left.'],
    [
      'Hermione’s cat, Dobbs’s cat',
      { Hermione: '/naɪ/', Dobbs: '/dɒbz/' },
      'Hermione’s /naɪz/ cat, Dobbs’s /dɒbzᵻz/ cat',
    ],
    ['Two Muggles.', { Muggle: '/mʌɡl/' }, 'Two Muggles /mʌɡlz/.'],
    // The rules of the language see the book's own words …
    ['Louis XIV met Mr. Smith.', { Louis: '/lui/', Smith: 'Smythe' }, 'Louis /lui/ the Fourteenth met Mister Smythe.'],
    // … and leave alone what the list says.
    ['Dr. Who? Dr. Watson.', { 'Dr.': 'the doc', Watson: '/x/' }, 'The doc Who? The doc Watson /x/.'],
    ['He took 3 kg of XJ-9.', { 'XJ-9': 'X 9' }, 'He took three kilograms of X 9.'],
    ['CHAPTER IV. HERMIONE WAKES', { Hermione: '/naɪ/' }, 'Chapter four. Hermione /naɪ/ wakes'],
    ['_Hermione_ and Her\u00admione', { Hermione: '/naɪ/' }, 'Hermione /naɪ/ and Hermione /naɪ/'],
    ['IV, i.e. IV.', { IV: 'ivy' }, 'Ivy, that is Ivy.'],
  ])('%s', (sentence, words, expected) => {
    expect(say(sentence, words).toLowerCase()).toBe(expected.toLowerCase());
  });
});

it('letters of no use today stand in for words; a text in them has its words all the same', () => {
  expect(say('Ⰰⰱ Hermione', { Hermione: '/x/' })).toBe('Ⰰⰱ Hermione /x/');
});

it('nothing of the notation comes from a book', () => {
  expect(pieces('A \ufff9b\ufffac\ufffb d Hermione', { Hermione: '/x/' })[0]?.spoken).toBe(
    'A bc d \ufff9Hermione\ufffax\ufffb',
  );
  expect(pieces('A \ufff9b\ufffac\ufffb d', {})[0]?.spoken).toBe('A bc d');
});

it('a list moves no cut, and what is said still fits a model call', () => {
  const sentence = `Then ${'Al went on, and '.repeat(20)}stopped.`;
  const plain = pieces(sentence, {});
  const sounds = pieces(sentence, { Al: '/əˈlɛksəndə/' });
  expect(sounds.map(({ spoken }) => plainText(spoken))).toEqual(plain.map(({ spoken }) => spoken));
  expect(sounds.map(({ size }) => size)).toEqual(plain.map(({ size }) => size));
  const long = pieces(sentence, { Al: 'Alexander the Great of Macedon' });
  expect(Math.max(...long.map(({ spoken }) => spoken.length))).toBeLessThanOrEqual(160);
  expect(
    long
      .map(({ spoken }) => spoken)
      .join(' ')
      .match(/Alexander the Great of Macedon/g),
  ).toHaveLength(20);
});

it('a sentence without a listed word is as it was', () => {
  const sentence = 'On  5 May, Mr. B. said: “IV”…';
  expect(pieces(sentence, { Hermione: 'x' })).toEqual(pieces(sentence, {}));
});

it('counts what a list finds', () => {
  const entries = list({ 'Jean Valjean': 'x', Valjean: 'y', never: 'z', VALJEAN: 'w' });
  const texts = [
    { text: 'Jean Valjean and Valjean’s bread. JEAN', language: 'en' },
    { text: 'Valjean', language: 'fr' },
  ];
  expect(countListed(entries, texts)).toEqual([1, 2, 0, 0]);
});
