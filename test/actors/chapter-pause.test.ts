import { describe, expect, it } from 'vitest';
import type { ChapterMessage, ChapterState } from '../../src/actors/index.js';
import { chapterBehavior } from '../../src/actors/index.js';
import {
  completed,
  encode,
  encoding,
  itemsOf,
  joined,
  joinedChapter,
  joining,
  spoken,
  start,
  tellAt,
  workFailed,
} from './chapter-scenes.js';
import { newChapter, tellChapterActor, wordsOf } from './orders.js';

const PAUSE: ChapterMessage = { type: 'PauseChapter', run: 1 };
const RESUME: ChapterMessage = { type: 'ResumeChapter', run: 1 };
const reconcile = (...present: string[]): ChapterMessage => ({ type: 'Reconcile', present });

const paused = (): ChapterState => tellChapterActor(newChapter(), start(5), PAUSE).state;

describe('a paused chapter', () => {
  it('empties the queue and asks for nothing, but takes what still comes', () => {
    expect(wordsOf(tellChapterActor(tellChapterActor(newChapter(), start(5)).state, PAUSE).effects)).toEqual([
      'withdraw ch-001',
    ]);
    const later = tellChapterActor(paused(), spoken(2), workFailed('0001', 1), reconcile(), {
      type: 'SetWindow',
      run: 1,
      window: 9,
      nodes: 1,
    });
    expect(itemsOf(later.effects)).toEqual([]);
    expect(later.state).toMatchObject({ spokenCharacters: 100, trouble: { 1: { attempt: null } }, paused: true });
    expect(chapterBehavior.summary(later.state)).toMatchObject({ paused: true, segmentsDone: 1 });
  });

  it('goes on with what Reconcile finds lost, under new numbers, and fills its window', () => {
    const resumed = tellChapterActor(paused(), spoken(2), workFailed('0001', 1), RESUME);
    expect(itemsOf(resumed.effects)).toEqual([]);
    expect(chapterBehavior.summary(resumed.state)).not.toHaveProperty('paused');
    const asked = tellChapterActor(resumed.state, reconcile('ch-001/0003/1'));
    expect(wordsOf(asked.effects)).toEqual(['work 0001/2', 'work 0004/1']);
  });

  it('may give up a segment, or be spoken to its end, and is joined when it goes on', () => {
    const failing = tellChapterActor(
      newChapter(),
      start(2),
      workFailed('0001', 1),
      workFailed('0001', 2),
      PAUSE,
      workFailed('0001', 3),
    ).state;
    const done = tellChapterActor(failing, spoken(2));
    expect(done.state).toMatchObject({ phase: 'joining', silent: [1], paused: true });
    expect(itemsOf(done.effects)).toEqual([]);
    expect(wordsOf(tellChapterActor(done.state, reconcile(), RESUME, reconcile()).effects)).toEqual(['work join/5']);
  });

  it('waits with its join and its packets, too', () => {
    for (const [state, item] of [
      [joining(), 'work join/3'],
      [encoding(), 'work encode/4'],
    ] as const) {
      const held = tellChapterActor(state, PAUSE);
      expect(wordsOf(held.effects)).toEqual(['withdraw ch-001']);
      expect(tellChapterActor(held.state, reconcile()).effects).toEqual([]);
      expect(wordsOf(tellChapterActor(held.state, RESUME, reconcile()).effects)).toEqual([item]);
    }
    const came = tellChapterActor(joining(), PAUSE, joined(2)).state;
    expect(came.phase).toBe('joined');
    expect(wordsOf(tellChapterActor(came, encode(1)).effects)).toEqual(['work encode/3']);
  });

  it('speaks clips that are gone only after it goes on', () => {
    const gone = tellChapterActor(joining(), PAUSE, { type: 'ClipsMissing', attempt: 2, segments: [2] });
    expect(itemsOf(gone.effects)).toEqual([]);
    expect(wordsOf(tellChapterActor(gone.state, RESUME, reconcile()).effects)).toEqual(['work 0002/3']);
  });

  it('races for nothing', () => {
    const hurried = tellChapterActor(newChapter(), start(2), { type: 'Hurry', run: 1 }, PAUSE).state;
    expect(tellAt(hurried, 10_000_000, { type: 'Wake' })).toEqual({ state: hurried, effects: [] });
    expect(wordsOf(tellChapterActor(hurried, RESUME, reconcile()).effects)).toEqual([
      'work 0001/2',
      'work 0002/2',
      'wakeAt',
    ]);
  });

  it('is paused and resumed once, by its own start of the book, and only where work is waited for', () => {
    expect(tellChapterActor(paused(), PAUSE)).toEqual({ state: paused(), effects: [] });
    const going = tellChapterActor(newChapter(), start(5)).state;
    expect(tellChapterActor(going, RESUME)).toEqual({ state: going, effects: [] });
    expect(tellChapterActor(going, { type: 'PauseChapter', run: 2 })).toEqual({ state: going, effects: [] });
    expect(tellChapterActor(paused(), { type: 'ResumeChapter', run: 2 })).toEqual({ state: paused(), effects: [] });
    for (const state of [newChapter(), joinedChapter(), completed()])
      expect(tellChapterActor(state, PAUSE, RESUME)).toEqual({ state, effects: [] });
  });

  it('is paused no more when the book starts anew', () => {
    expect(itemsOf(tellChapterActor(paused(), start(5, 3, 2)).effects)).toHaveLength(3);
  });
});

describe('a chapter of a book that is moved', () => {
  it('asks for later work with the new priority', () => {
    const moved: ChapterMessage = { type: 'SetPriority', run: 1, priority: 'p0' };
    const fast = tellChapterActor(tellChapterActor(newChapter(), start(4)).state, moved);
    expect(fast.effects).toEqual([]);
    const later = tellChapterActor(fast.state, spoken(1), workFailed('0002', 1));
    expect(itemsOf(later.effects).map(({ item, priority }) => [item, priority])).toEqual([
      ['0004', 'p0'],
      ['0002', 'p0'],
    ]);
    const join = tellChapterActor(joining(), moved, reconcile());
    expect(itemsOf(join.effects)).toMatchObject([{ item: 'join', priority: 'p0' }]);
    const packets = tellChapterActor(joinedChapter(), { ...moved, run: 2 }, encode(2));
    expect(itemsOf(packets.effects)).toMatchObject([{ item: 'encode', priority: 'p0' }]);
  });

  it('ignores an earlier start’s wish, and one that comes before the start', () => {
    const old: ChapterMessage = { type: 'SetPriority', run: 0, priority: 'p0' };
    expect(tellChapterActor(joining(), old)).toEqual({ state: joining(), effects: [] });
    expect(tellChapterActor(newChapter(), old)).toEqual({ state: newChapter(), effects: [] });
  });
});
