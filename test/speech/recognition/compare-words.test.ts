import { describe, expect, it } from 'vitest';
import { alignWords } from '../../../src/speech/recognition/align-words.js';
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

  it('counts letters where nobody writes spaces', () => {
    expect(heardWords('東京へ行った。Go! ราคา 5')).toEqual([...'東京へ行った', 'go', ...'ราคา', '5']);
    expect(compareSentences(['東京へ行った。'], '東京へ行くた')).toMatchObject({ words: 6, errors: 1 });
  });

  it('has an end where a recogniser heard next to nothing of a very long chapter', () => {
    const words = Array.from({ length: 3_000 }, (_, i) => `w${i}`);
    const few = words.filter((_, i) => i % 100 === 0);
    const steps = alignWords(words, few, 100_000);
    expect(steps.flatMap(({ expected }) => expected ?? [])).toEqual(words);
    expect(steps.flatMap(({ heard }) => heard ?? [])).toEqual(few);
    expect(compareSentences([Array.from({ length: 20_000 }, () => 'so').join(' ')], 'so it is')).toMatchObject({
      words: 20_000,
    });
  });

  it('is not led astray by a page that is missing in a long chapter', () => {
    const chapter = Array.from({ length: 1_000 }, (_, i) => `Sentence ${i} has its own word${i}.`);
    const heard = [...chapter.slice(0, 300), ...chapter.slice(350)].join(' ');
    const { misheard, errors } = compareSentences(chapter, heard);
    expect(errors).toBe(300);
    expect(misheard.map(({ n }) => n)).toEqual(Array.from({ length: 50 }, (_, i) => 301 + i));
  });
});
