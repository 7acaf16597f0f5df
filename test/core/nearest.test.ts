import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/core/index.js';

describe('the name that was meant', () => {
  it.each([
    ['attic-2', ['attic-1', 'cellar'], 'attic-1'],
    ['atic-1', ['cellar', 'attic-1'], 'attic-1'],
    ['attic-11', ['attic-2', 'attic-1'], 'attic-1'],
    ['moby-dick-7f3', ['moby-dick-7f3a', 'walden-0001'], 'moby-dick-7f3a'],
    ['s1', ['s2'], 's2'],
    ['garage', ['attic', 'cellar'], null],
    ['ab', ['xy'], null],
    ['x', [], null],
    ['', ['ab'], null],
    ['abcd', [''], null],
  ])('%s among %j is %s', (typed, known, meant) => {
    expect(nearest(typed, known)).toBe(meant);
  });
});
