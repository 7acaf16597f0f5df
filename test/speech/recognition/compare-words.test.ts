import { describe, expect, it } from 'vitest';
import { compareSentences, heardWords, pronounced } from '../../../src/speech/index.js';

const SENTENCES = ['The keeper counted the ships.', 'There were nine of them.', 'He slept.'];

describe('what was heard against what should have been said', () => {
  it('is the same whatever the marks, the letters’ size and the hyphens', () => {
    const heard = 'the KEEPER, counted the ships! There were nine of them. He slept';
    expect(compareSentences(SENTENCES, heard)).toEqual({ words: 12, errors: 0, misheard: [] });
    expect(heardWords('Well-known o’clock ﬁsh')).toEqual(['well', 'known', 'oclock', 'fish']);
  });

  it('names the sentence with its missing and its wrong words', () => {
    const { errors, misheard } = compareSentences(
      SENTENCES,
      'The keeper counted ships. There were five of them. He slept.',
    );
    expect(errors).toBe(2);
    expect(misheard).toEqual([
      { n: 1, expected: SENTENCES[0], heard: 'the keeper counted ships', errors: 1, words: 5 },
      { n: 2, expected: SENTENCES[1], heard: 'there were five of them', errors: 1, words: 5 },
    ]);
  });

  it('gives what is too much to the sentence before it', () => {
    const { misheard } = compareSentences(
      SENTENCES,
      'The keeper counted the ships. There were nine of them them. He slept.',
    );
    expect(misheard).toEqual([
      { n: 2, expected: SENTENCES[1], heard: 'there were nine of them them', errors: 1, words: 5 },
    ]);
  });

  it('finds a sentence that is not there at all, and takes silence for nothing said', () => {
    expect(compareSentences(SENTENCES, 'The keeper counted the ships. He slept.').misheard).toEqual([
      { n: 2, expected: SENTENCES[1], heard: '', errors: 5, words: 5 },
    ]);
    expect(compareSentences(SENTENCES, '')).toMatchObject({ words: 12, errors: 12 });
    expect(compareSentences([], 'hello')).toMatchObject({ words: 0 });
  });

  it('knows words with a pronunciation by their letters', () => {
    const { errors } = compareSentences([`${pronounced('Hermione', 'hɜːˈmaɪəni')} left.`], 'Hermione left.');
    expect(errors).toBe(0);
  });

  it('is not led astray by a page that is missing in a long chapter', () => {
    const chapter = Array.from({ length: 1_000 }, (_, i) => `Sentence ${i} has its own word${i}.`);
    const heard = [...chapter.slice(0, 300), ...chapter.slice(350)].join(' ');
    const { misheard, errors } = compareSentences(chapter, heard);
    expect(errors).toBe(300);
    expect(misheard.map(({ n }) => n)).toEqual(Array.from({ length: 50 }, (_, i) => 301 + i));
  });
});
