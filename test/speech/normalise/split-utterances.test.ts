import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitUtterances } from '../../../src/speech/normalise/index.js';
import { MAX_UTTERANCE_CHARACTERS, speechSize } from '../../../src/speech/speech-engine.js';

const CLAUSE = 'and the gulls went round and round above the empty boats';
const withoutSpace = (text: string): string => text.replace(/\s+/g, '');

it('leaves a sentence that fits as it is', () => {
  expect(splitUtterances(' Down the rabbit-hole. ', 'en')).toEqual(['Down the rabbit-hole.']);
  expect(splitUtterances('   ', 'en')).toEqual([]);
});

it('prefers a semicolon to a comma, and a comma to a conjunction', () => {
  const long = `${CLAUSE}, ${CLAUSE}; ${CLAUSE}, ${CLAUSE}, ${CLAUSE}`;
  expect(splitUtterances(long, 'en')[0]).toBe(`${CLAUSE}, ${CLAUSE};`);
  const commas = `${CLAUSE} ${CLAUSE}, ${CLAUSE} ${CLAUSE} ${CLAUSE}`;
  expect(splitUtterances(commas, 'en')[0]).toBe(`${CLAUSE} ${CLAUSE},`);
  const words = Array(6).fill(CLAUSE).join(' ');
  expect(splitUtterances(words, 'en')[1]).toMatch(/^and /);
});

it('leaves a closing quote with the dash before it, and ’Twas with what follows', () => {
  const after =
    'and nobody who stood on the quay that night had thought to ask the old keeper of the lamp about it at all';
  const said = splitUtterances(`“Let me see: the lamp was lit before they came home, I think —” (${after})`, 'en');
  expect(said[0]).toMatch(/ I think —”$/u);
  const next = splitUtterances(`The lamp was lit before the boats came home, I think —’Twas late, ${after}`, 'en');
  expect(next[1]).toMatch(/^’Twas/u);
});

it('cuts at any space, and inside a word only when there is none', () => {
  expect(splitUtterances('word '.repeat(100).trim(), 'xx').every((piece) => piece.startsWith('word'))).toBe(true);
  expect(splitUtterances('x'.repeat(500), 'en').map((piece) => piece.length)).toEqual([160, 160, 160, 20]);
});

it('never loses a letter, and never exceeds the limit', () => {
  const word = fc.stringMatching(/^[a-z]{1,12}[,;:.—]?$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 30, maxLength: 200 }), (words) => {
      const sentence = words.join(' ');
      const pieces = splitUtterances(sentence, 'en');
      expect(withoutSpace(pieces.join(''))).toBe(withoutSpace(sentence));
      expect(pieces.every((piece) => piece.length <= MAX_UTTERANCE_CHARACTERS && piece.length >= 30)).toBe(true);
    }),
  );
});

it('does not cut a letter in two', () => {
  const pieces = splitUtterances('𝒜'.repeat(300), 'en');
  expect(pieces.join('')).toBe('𝒜'.repeat(300));
  expect(pieces.every((piece) => !/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/.test(piece))).toBe(true);
});

it('keeps a letter and its marks together, unless the marks have no end', () => {
  const accented = splitUtterances('e\u0301'.repeat(300), 'en');
  expect(accented.join('')).toBe('e\u0301'.repeat(300));
  expect(accented.every((piece) => !/^\p{M}/u.test(piece))).toBe(true);
  expect(splitUtterances('\u0301'.repeat(1000), 'en').join('')).toBe('\u0301'.repeat(1000));
});

it('gives a language that is written in syllables fewer characters for the same time', () => {
  const sentence = '雨が降り続いて、誰も船を出さなかった。'.repeat(12);
  const pieces = splitUtterances(sentence, 'ja');
  expect(pieces.join('')).toBe(sentence);
  expect(pieces.every((piece) => speechSize(piece) <= MAX_UTTERANCE_CHARACTERS && piece.endsWith('。'))).toBe(true);
});

it.each(['word ', 'x', ', a', '😀', '雨'])('cuts 200,000 characters of %j', (piece) => {
  const text = piece.repeat(200_000 / piece.length).trim();
  expect(withoutSpace(splitUtterances(text, 'en').join(''))).toBe(withoutSpace(text));
});
