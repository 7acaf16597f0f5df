import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeWords } from '../../src/planning/word-places.js';

const TICK = 100;
/** Each word that is said takes 100 samples, without gaps. */
const heard = (text: string, spoken: string): readonly string[] | null => {
  const said = spoken.split(' ');
  const places = said.map((_, n) => ({ start: n * TICK, end: (n + 1) * TICK }));
  return placeWords(text, said, places)?.map(({ text: word, start, end }) => `${word} ${start}-${end}`) ?? null;
};

describe('words a reader sees, where they are heard', () => {
  it('are where they are said, when they are said as they are written', () => {
    expect(heard('“Come in,” he said.', '"Come in," he said.')).toEqual([
      '“Come 0-100',
      'in,” 100-200',
      'he 200-300',
      'said. 300-400',
    ]);
  });

  it('share the time of what is said in other words, by their letters; the words round them keep theirs', () => {
    expect(heard('She paid £5 for Dr. Brown.', 'She paid five pounds for Doctor Brown.')).toEqual([
      'She 0-100',
      'paid 100-200',
      '£5 200-400',
      'for 400-500',
      'Dr. 500-600',
      'Brown. 600-700',
    ]);
    expect(heard('in 12 34ths there', 'in twelve and a bit there')).toEqual([
      'in 0-100',
      '12 100-214',
      '34ths 214-500',
      'there 500-600',
    ]);
  });

  it('take what nobody says with them', () => {
    expect(heard('Well — no, ☺ never …', 'Well no, never')).toEqual([
      'Well — 0-100',
      'no, ☺ 100-200',
      'never … 200-300',
    ]);
    expect(heard('— No.', 'No.')).toEqual(['— No. 0-100']);
    expect(heard('IV Night fell', 'Night fell')).toEqual(['IV Night 0-100', 'fell 100-200']);
    expect(heard('Night fell, 4', 'Night fell,')).toEqual(['Night 0-100', 'fell, 4 100-200']);
  });

  it('are not told where there is nothing, or far too much', () => {
    expect(placeWords('', ['a'], [{ start: 0, end: 9 }])).toBeNull();
    expect(placeWords('…', ['a'], [{ start: 0, end: 9 }])).toBeNull();
    expect(placeWords('a', [], [])).toBeNull();
    const long = Array.from({ length: 1_001 }, () => 'a');
    expect(placeWords(long.join(' '), ['a'], [{ start: 0, end: 9 }])).toBeNull();
  });

  it('hold for any texts: in order, none over another, inside what was said, and every word of the text', () => {
    const word = fc.constantFrom('a', 'the', 'house', '5', '£5', 'five', '—', 'Dr.');
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 12 }),
        fc.array(word, { minLength: 1, maxLength: 12 }),
        (seen, said) => {
          const places = said.map((_, n) => ({ start: n * TICK + 7, end: n * TICK + 90 }));
          const placed = placeWords(seen.join(' '), said, places);
          if (placed === null) return;
          expect(placed.map(({ text }) => text).join(' ')).toBe(seen.join(' '));
          let at = 0;
          for (const { start, end } of placed) {
            expect(start).toBeGreaterThanOrEqual(at);
            expect(end).toBeGreaterThan(start);
            at = end;
          }
          expect(at).toBeLessThanOrEqual(places.at(-1)?.end ?? 0);
        },
      ),
    );
  });
});
