import { describe, expect, it } from 'vitest';
import { modelCalls, phonemeIds } from '../../../../src/speech/engines/phonemes/index.js';

describe('phoneme ids', () => {
  const map = { _: [0], '^': [1], $: [2], ' ': [3], a: [4], '\u0303': [5], '.': [6], k: [7, 8] };

  it('begin, a pad after everything, end without one', () => {
    expect(phonemeIds('a a', map).ids).toEqual([1, 0, 4, 0, 3, 0, 4, 0, 2]);
    expect(phonemeIds('k.', map).ids).toEqual([1, 0, 7, 8, 0, 6, 0, 2]);
  });

  it('names what the voice cannot say, once', () => {
    expect(phonemeIds('xaxy', map)).toMatchObject({ ids: [1, 0, 4, 0, 2], known: 1, skipped: ['x', 'y'] });
    expect(phonemeIds('. .', map).known).toBe(0);
  });

  it('replaces what old voices name differently', () => {
    expect(phonemeIds('cac', map, { c: ['k'] }).ids).toEqual(phonemeIds('kak', map).ids);
    expect(phonemeIds('c', map, { c: ['k', 'a'] })).toMatchObject({ symbolOf: [null, null, 0, 0, 0, 0, 0, null] });
  });

  it('knows of each id its symbol, white space not counted, a pad being part of what it follows', () => {
    const [none, a, k] = [null, 0, 2];
    expect(phonemeIds('a xk', map).ids).toEqual([1, 0, 4, 0, 3, 0, 7, 8, 0, 2]);
    expect(phonemeIds('a xk', map).symbolOf).toEqual([none, none, a, a, none, none, k, k, k, none]);
  });
});

describe('model calls', () => {
  it('joins clauses with their marks, without eSpeak’s remarks, decomposed', () => {
    const clauses = [
      { phonemes: '(fr)bɔ̃(en)', mark: ',' as const },
      { phonemes: '', mark: '.' as const },
      { phonemes: 'ʒuʁ', mark: '.' as const },
    ];
    expect(modelCalls(clauses)).toEqual(['bɔ\u0303, ʒuʁ.']);
  });

  it('begins another call where a clause does not fit', () => {
    const clause = (length: number) => ({ phonemes: 'a'.repeat(length), mark: ',' as const });
    expect(modelCalls([clause(4), clause(4), clause(4)], 11).map((call) => call.length)).toEqual([11, 5]);
  });

  it('cuts a clause that is too long at a space, or anywhere', () => {
    expect(modelCalls([{ phonemes: 'aaa bbb ccc', mark: '.' }], 8)).toEqual(['aaa bbb', 'ccc.']);
    expect(modelCalls([{ phonemes: 'aaaaaaaaaa', mark: '.' }], 4)).toEqual(['aaaa', 'aaaa', 'aa.']);
  });
});
