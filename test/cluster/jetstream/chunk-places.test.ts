import { describe, expect, it } from 'vitest';
import { encodePlaces, placeOf } from '../../../src/cluster/jetstream/chunk-places.js';

describe('where chunks lie', () => {
  it('is kept as runs of neighbours', () => {
    expect(encodePlaces([7, 8, 9, 12, 14, 15])).toBe('7+3,12+1,14+2');
    expect(encodePlaces([])).toBe('');
  });

  it('is found for each', () => {
    const seqs = [7, 8, 9, 12, 14, 15];
    const places = encodePlaces(seqs);
    expect(seqs.map((_, chunk) => placeOf(places, chunk))).toEqual(seqs);
  });

  it.each([
    ['7+3', 3],
    ['', 0],
    ['lies', 0],
    ['7+x', 0],
  ])('is unknown in %j for chunk %d', (places, chunk) => expect(placeOf(places, chunk)).toBeNull());

  it('is left out where so many came between that the list is long', () => {
    expect(encodePlaces(Array.from({ length: 5_000 }, (_, n) => 2 * n))).toBe('');
  });
});
