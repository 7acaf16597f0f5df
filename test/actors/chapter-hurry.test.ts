import { describe, expect, it } from 'vitest';
import type { ChapterMessage, ChapterState } from '../../src/actors/index.js';
import { alarmOf, itemsOf, joined, joining, spoken, start, tellAt, workFailed } from './chapter-scenes.js';
import { newChapter, tellChapterActor, wordsOf } from './orders.js';

const HURRY: ChapterMessage = { type: 'Hurry', run: 1 };
const WAKE: ChapterMessage = { type: 'Wake' };
const T = 1_000_000;

/** Three segments of 100 characters: the first spoken in `ms`, the others in flight. */
const oneSpoken = (ms: number): ChapterState => tellChapterActor(newChapter(), start(3), spoken(1, 1, ms)).state;
const hurried = (): ChapterState => tellAt(oneSpoken(10_000), T, HURRY).state;
const raced = () => tellAt(hurried(), T + 20_000, WAKE);

describe('near the end of a book', () => {
  it('an alarm is set for twice the usual time, within bounds', () => {
    expect(alarmOf(tellAt(oneSpoken(10_000), T, HURRY).effects)).toBe(T + 20_000);
    expect(alarmOf(tellAt(oneSpoken(1), T, HURRY).effects)).toBe(T + 500);
    expect(alarmOf(tellAt(oneSpoken(3_600_000), T, HURRY).effects)).toBe(T + 120_000);
    expect(alarmOf(tellAt(oneSpoken(0), T, HURRY).effects)).toBe(T + 120_000);
  });

  it('the usual time follows what was measured lately', () => {
    const slower = tellChapterActor(newChapter(), start(4), spoken(1, 1, 1_000), spoken(2, 1, 11_000)).state;
    expect(slower).toMatchObject({ msPerCharacter: 20 });
    const { characters, ...silent } = { ...spoken(3), characters: 0 };
    expect(tellAt(slower, T, { ...silent, characters } as ChapterMessage).state).toMatchObject({ msPerCharacter: 20 });
  });

  it('no alarm is set before all is asked for, for another start, or twice', () => {
    const early = tellAt(tellChapterActor(newChapter(), start(5), spoken(1)).state, T, HURRY);
    expect(early.effects).toEqual([]);
    expect(alarmOf(tellAt(early.state, T, spoken(2)).effects)).toBe(T + 500);
    expect(tellAt(oneSpoken(5), T, { type: 'Hurry', run: 2 }).effects).toEqual([]);
    expect(tellAt(hurried(), T + 1, HURRY)).toEqual({ state: hurried(), effects: [] });
    expect(alarmOf(tellAt(hurried(), T + 1, spoken(2)).effects)).toBeUndefined();
  });

  it('overdue segments are asked for a second time, for slots with nothing else to do', () => {
    const { state, effects } = raced();
    expect(itemsOf(effects)).toMatchObject([
      { item: '0002', attempt: 2, priority: 'p2', task: { segment: 2, attempt: 2, second: true } },
      { item: '0003', attempt: 2, priority: 'p2', task: { segment: 3, attempt: 2, second: true } },
    ]);
    expect(alarmOf(effects)).toBeUndefined();
    expect(tellAt(state, T + 90_000, WAKE)).toEqual({ state, effects: [] });
  });

  it('an alarm that rings early by another clock is set again', () => {
    expect(tellAt(hurried(), T, WAKE)).toEqual({ state: hurried(), effects: [{ type: 'wakeAt', at: T + 20_000 }] });
  });

  it('a window of segments at most is asked for at one time', () => {
    const asked = tellChapterActor(newChapter(), start(4, 4)).state;
    const narrow = tellAt(tellAt(asked, T, { type: 'SetWindow', run: 1, window: 3, nodes: 1 }).state, T, HURRY).state;
    const first = tellAt(narrow, T + 120_000, WAKE);
    expect(wordsOf(first.effects)).toEqual(['work 0001/2', 'work 0002/2', 'work 0003/2', 'wakeAt']);
    expect(wordsOf(tellAt(first.state, T + 240_000, WAKE).effects)).toEqual(['work 0004/3']);
  });

  it('the first clip wins, and what becomes of the other attempt is nobody’s business', () => {
    for (const [winner, loser] of [
      [1, 2],
      [2, 1],
    ] as const) {
      const won = tellAt(raced().state, T + 30_000, spoken(2, winner)).state;
      expect(won).toMatchObject({ spokenCharacters: 200 });
      expect(won).not.toHaveProperty('trouble.2');
      expect(tellAt(won, T + 31_000, workFailed('0002', loser))).toEqual({ state: won, effects: [] });
      expect(tellAt(won, T + 31_000, spoken(2, loser))).toEqual({ state: won, effects: [] });
    }
  });

  it('a failed first attempt is asked for again, a failed second one after the next alarm, twice in all', () => {
    const first = tellAt(raced().state, T + 30_000, workFailed('0002', 1));
    expect(itemsOf(first.effects)).toMatchObject([
      { item: '0002', attempt: 3, priority: 'p1', task: { avoid: ['n1'] } },
    ]);
    const second = tellAt(raced().state, T + 30_000, workFailed('0002', 2, 'n2'));
    expect(wordsOf(second.effects)).toEqual(['wakeAt']);
    const third = tellAt(second.state, T + 60_000, WAKE);
    expect(itemsOf(third.effects)).toMatchObject([
      { item: '0002', attempt: 3, priority: 'p2', task: { second: true, avoid: ['n2'] } },
    ]);
    const last = tellAt(third.state, T + 61_000, workFailed('0002', 3, 'n3'));
    expect(last.effects).toEqual([]);
    expect(last.state).toMatchObject({ trouble: { 2: { attempt: 1, second: null, seconds: 2 } } });
  });

  it('a segment is not lost while one of its attempts may still come, however many failed', () => {
    const tired = tellChapterActor(raced().state, workFailed('0002', 1), workFailed('0002', 3)).state;
    const hopeless = tellAt(tired, T, workFailed('0002', 4));
    expect(hopeless).toMatchObject({
      state: { silent: [], trouble: { 2: { attempt: null, second: 2 } } },
      effects: [],
    });
    expect(tellAt(hopeless.state, T, spoken(2, 2)).state).toMatchObject({ silent: [], spokenCharacters: 200 });
    expect(tellAt(hopeless.state, T, workFailed('0002', 2)).state).toMatchObject({ silent: [2] });
    expect(wordsOf(tellAt(hopeless.state, T, { type: 'Reconcile', present: [] }).effects)).toContain('work 0002/5');
  });

  it('Reconcile asks again only for what is in no queue at all, and forgets what is not', () => {
    const one = tellAt(raced().state, T, { type: 'Reconcile', present: ['ch-001/0002/2', 'ch-001/0003/1'] });
    expect(wordsOf(one.effects)).toEqual(['wakeAt']);
    expect(one.state).toMatchObject({
      trouble: { 2: { attempt: null, second: 2 }, 3: { attempt: 1, second: null } },
    });
    expect(wordsOf(tellAt(one.state, T, workFailed('0002', 2)).effects)).toEqual(['work 0002/3']);
    const none = tellAt(raced().state, T, { type: 'Reconcile', present: [] });
    expect(wordsOf(none.effects)).toEqual(['work 0002/3', 'work 0003/3', 'wakeAt']);
  });

  it('left-over attempts are taken out of the queue when the chapter is joined', () => {
    const all = tellChapterActor(raced().state, spoken(2), spoken(3)).state;
    const { effects } = tellAt(all, T, joined(3));
    expect(wordsOf(effects)).toEqual(['withdraw ch-001', 'tell book ChapterJoined', 'announce chapter-joined']);
  });

  it('it hurries again for clips that are gone', () => {
    const state = tellAt(joining(), T, HURRY).state;
    const again = tellAt(state, T, { type: 'ClipsMissing', attempt: 2, segments: [2] });
    expect(alarmOf(again.effects)).toBe(T + 500);
  });
});
