import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SpokenCall, wordMarks } from '../../../src/speech/engines/word-marks.js';

/** `^ a b ␣ c $`: the edges belong to nothing. */
const CALL: SpokenCall = { durations: [4, 1, 2, 1, 3, 5], symbolOf: [null, 0, 1, 2, 3, null], samples: 160 };
const WORDS = [
  { from: 0, to: 2 },
  { from: 3, to: 4 },
];

describe('words by what a model tells of its ids', () => {
  it('lie where their symbols are heard: pauses belong to none', () => {
    expect(wordMarks(WORDS, [CALL], 10)).toEqual([
      { from: 40, to: 70 },
      { from: 80, to: 110 },
    ]);
  });

  it('lie behind the sound of the calls before, whatever those told', () => {
    const second = { ...CALL, symbolOf: [null, 4, 5, 6, 7, null] };
    const words = [...WORDS, { from: 4, to: 6 }, { from: 7, to: 8 }];
    expect(wordMarks(words, [CALL, second], 10)?.slice(2)).toEqual([
      { from: 200, to: 230 },
      { from: 240, to: 270 },
    ]);
    const cut = [{ from: 0, to: 6 }];
    expect(wordMarks(cut, [CALL, second], 10)).toEqual([{ from: 40, to: 230 }]);
  });

  it('count a symbol that has several ids, and a pad, as one', () => {
    const padded = { durations: [4, 1, 2, 1, 3, 5], symbolOf: [null, 0, 0, 1, 1, null], samples: 160 };
    expect(wordMarks([{ from: 0, to: 1 }], [padded], 10)).toEqual([{ from: 40, to: 70 }]);
  });

  it('stand behind the word before where nothing of them is heard, with the least there is', () => {
    const words = [{ from: 0, to: 2 }, { from: 2, to: 2 }, { from: 9, to: 12 }, ...WORDS.slice(1)];
    expect(wordMarks(words, [CALL], 10)).toEqual([
      { from: 40, to: 70 },
      { from: 70, to: 71 },
      { from: 71, to: 72 },
      { from: 80, to: 110 },
    ]);
  });

  it('are not told of a sound that has no room for them', () => {
    expect(wordMarks(WORDS, [{ durations: [1], symbolOf: [0], samples: 1 }], 1)).toBeNull();
  });

  it('ascend, are at least a sample long and lie inside, whatever the model says', () => {
    const calls = fc.array(
      fc.record({
        durations: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 5, maxLength: 5 }),
        samples: fc.integer({ min: 0, max: 30 }),
      }),
      { minLength: 1, maxLength: 3 },
    );
    const ranges = fc.array(
      fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 4 })).map(([from, length]) => ({ from, to: from + length })),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(calls, ranges, (spoken, words) => {
        const all = spoken.map((call, n) => ({
          ...call,
          symbolOf: call.durations.map((_, i) => (i === 0 ? null : 5 * n + i)),
        }));
        const samples = spoken.reduce((sum, call) => sum + call.samples, 0);
        const marks = wordMarks(words, all, 3);
        expect(marks === null).toBe(samples < words.length);
        let end = 0;
        for (const { from, to } of marks ?? []) {
          expect(from >= end && to > from && to <= samples).toBe(true);
          end = to;
        }
        expect(marks?.length ?? words.length).toBe(words.length);
      }),
    );
  });
});
