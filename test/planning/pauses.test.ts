import { describe, expect, it } from 'vitest';
import { CLOCK_HZ } from '../../src/audio/clock.js';
import type { Passage, PassageKind } from '../../src/books/book.js';
import { pausesAt, USUAL_PACE } from '../../src/planning/pace.js';
import { pauseAfterPassage, pauseAtCut } from '../../src/planning/pauses.js';

const USUAL = pausesAt(USUAL_PACE);

const seconds = (samples: number): number => samples / CLOCK_HZ;
const passage = (kind: PassageKind): Passage => ({ kind, text: 'So it is.' });

describe('seconds of silence', () => {
  /** Rows: what was said; columns: what follows. */
  const FOLLOWS = ['heading', 'paragraph', 'verse', 'list-item', 'quote', 'break', null] as const;
  it.each<[PassageKind, readonly number[]]>([
    ['heading', [0.8, 0.8, 0.8, 0.8, 0.8, 2, 0.8]],
    ['paragraph', [1, 0.7, 0.7, 0.7, 0.7, 2, 0.7]],
    ['verse', [1, 0.7, 0.45, 0.45, 0.7, 2, 0.7]],
    ['list-item', [1, 0.7, 0.45, 0.45, 0.7, 2, 0.7]],
    ['quote', [1, 0.7, 0.7, 0.7, 0.7, 2, 0.7]],
  ])('after a %s', (kind, expected) => {
    expect(
      FOLLOWS.map((next) =>
        seconds(pauseAfterPassage(passage(kind), next === null ? undefined : passage(next), false, USUAL)),
      ),
    ).toEqual(expected);
  });

  it('after the title of a chapter, and after the last line of a stanza', () => {
    expect(seconds(pauseAfterPassage(passage('heading'), passage('paragraph'), true, USUAL))).toBe(1.5);
    expect(seconds(pauseAfterPassage({ ...passage('verse'), endsStanza: true }, passage('verse'), false, USUAL))).toBe(
      0.7,
    );
  });

  it.each([
    ['He came home;', 0.3],
    ['He came home —', 0.3],
    ['He said this:”', 0.3],
    ['He came home,', 0.25],
    ['He came,”', 0.25],
    ['He came home.', 0.3],
    ['“He came home…”', 0.3],
    ['雨が降り、', 0.25],
    ['He came home', 0.08],
  ])('where a long sentence is cut after %j: %f', (spoken, expected) => {
    expect(seconds(pauseAtCut(spoken, USUAL))).toBe(expected);
  });
});
