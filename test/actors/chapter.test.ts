import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countSegments, emptySegmentSet, hasSegment, withSegment } from '../../src/actors/chapter/segment-set.js';
import type { ChapterMessage } from '../../src/actors/index.js';
import { chapterBehavior } from '../../src/actors/index.js';
import {
  completed,
  encoding,
  itemsOf,
  joined,
  joinedChapter,
  joining,
  speaking,
  spoken,
  start,
  workFailed,
} from './chapter-scenes.js';
import { newChapter, tellChapterActor, wordsOf } from './orders.js';

describe('a chapter', () => {
  it('asks for a window of segments and for one more per segment spoken', () => {
    const first = tellChapterActor(newChapter(), start(5));
    expect(wordsOf(first.effects)).toEqual(['announce chapter-started', 'work 0001/1', 'work 0002/1', 'work 0003/1']);
    expect(wordsOf(tellChapterActor(first.state, spoken(2)).effects)).toEqual([
      'work 0004/1',
      'tell book ChapterProgressed',
    ]);
  });

  it('asks the voice of another language for the segments it is to speak, again after a restart', () => {
    const otherVoices = [{ profile: 'fr', segments: [2, 3] }];
    const first = tellChapterActor(newChapter(), start(4, 4, 1, { otherVoices }));
    expect(itemsOf(first.effects).map((item) => item.class)).toEqual([
      'speech-p1',
      'speech-fr',
      'speech-fr',
      'speech-p1',
    ]);
    const restored = JSON.parse(JSON.stringify(first.state)) as typeof first.state;
    const again = tellChapterActor(restored, { type: 'Reconcile', present: [] });
    expect(itemsOf(again.effects).map((item) => item.class)).toEqual([
      'speech-p1',
      'speech-fr',
      'speech-fr',
      'speech-p1',
    ]);
  });

  it('reports less often in a long chapter until all is asked for', () => {
    const long = tellChapterActor(newChapter(), start(100)).state;
    expect(wordsOf(tellChapterActor(long, spoken(1)).effects)).toEqual(['work 0004/1']);
    const few = tellChapterActor(long, spoken(1), spoken(2), spoken(3), spoken(4), spoken(5));
    expect(wordsOf(few.effects).filter((word) => word.startsWith('tell'))).toHaveLength(1);
  });

  it('widens its window when told, and ignores another start’s window', () => {
    const first = tellChapterActor(newChapter(), start(9)).state;
    expect(wordsOf(tellChapterActor(first, { type: 'SetWindow', run: 1, window: 5, nodes: 1 }).effects)).toEqual([
      'work 0004/1',
      'work 0005/1',
    ]);
    expect(wordsOf(tellChapterActor(first, { type: 'SetWindow', run: 2, window: 5, nodes: 1 }).effects)).toEqual([]);
    expect(wordsOf(tellChapterActor(first, { type: 'SetWindow', run: 1, window: 1, nodes: 1 }).effects)).toEqual([]);
  });

  it('says at once when all is asked for, so that its Book knows the end is near', () => {
    const first = tellChapterActor(newChapter(), start(4)).state;
    const { effects } = tellChapterActor(first, { type: 'SetWindow', run: 1, window: 4, nodes: 1 });
    expect(effects.at(-1)).toMatchObject({ message: { type: 'ChapterProgressed', requested: 4, spoken: 0 } });
  });

  it('goes from speaking to packets and tells its Book', () => {
    const all = tellChapterActor(
      newChapter(),
      start(2),
      spoken(1),
      spoken(2),
      joined(2),
      { type: 'EncodeChapter', run: 1, gainDb: 2 },
      {
        type: 'PacketsEncoded',
        attempt: 3,
        object: 'a.aac',
      },
    );
    expect(wordsOf(all.effects)).toEqual([
      'announce chapter-started',
      'work 0001/1',
      'work 0002/1',
      'tell book ChapterProgressed',
      'tell book ChapterProgressed',
      'tell book ChapterProgressed',
      'work join/2',
      'tell book ChapterJoined',
      'announce chapter-joined',
      'work encode/3',
      'tell book ChapterEncoded',
      'announce chapter-encoded',
    ]);
    expect(all.state).toMatchObject({ phase: 'completed', packets: 'a.aac' });
  });

  it('counts a segment once, whoever speaks it twice', () => {
    const once = tellChapterActor(speaking(), spoken(1));
    expect(tellChapterActor(once.state, spoken(1, 2))).toEqual({ state: once.state, effects: [] });
    expect(tellChapterActor(once.state, spoken(3)).effects).toEqual([]);
    expect(tellChapterActor(completed(), spoken(1)).effects).toEqual([]);
  });

  it('tries a failed segment again under a new number, and ignores a repeated or foreign failure', () => {
    const again = tellChapterActor(speaking(), workFailed('0001', 1));
    expect(wordsOf(again.effects)).toEqual(['work 0001/2']);
    expect(tellChapterActor(again.state, workFailed('0001', 1)).effects).toEqual([]);
    expect(tellChapterActor(again.state, workFailed('join', 1)).effects).toEqual([]);
    expect(tellChapterActor(again.state, spoken(1, 2), workFailed('0001', 2)).state).toMatchObject({ trouble: {} });
  });

  it('makes a segment silent after three failures, writes a dead letter and goes on', () => {
    const { state, effects } = tellChapterActor(
      speaking(),
      workFailed('0001', 1),
      workFailed('0001', 2),
      workFailed('0001', 3),
      spoken(2),
    );
    expect(wordsOf(effects)).toContain('perform recordDeadLetter');
    expect(wordsOf(effects)).toContain('announce segment-silent');
    expect(state).toMatchObject({ phase: 'joining', silent: [1] });
    const letter = effects.find((effect) => effect.type === 'perform');
    expect(letter).toMatchObject({
      args: {
        chapter: 'ch-001',
        item: '0001',
        reason: 'Loomings, segment 1: it stuttered (n1); it stuttered (n1); it stuttered (n1)',
      },
    });
  });

  it('speaks again what a join found missing, under numbers never used', () => {
    const { state, effects } = tellChapterActor(joining(), { type: 'ClipsMissing', attempt: 2, segments: [2, 99] });
    expect(wordsOf(effects)).toEqual(['work 0002/3', 'announce clips-missing']);
    expect(state).toMatchObject({ phase: 'speaking', spokenCharacters: 100 });
    expect(tellChapterActor(state, spoken(2, 3)).state).toMatchObject({ phase: 'joining', attempt: 4 });
    expect(tellChapterActor(speaking(), { type: 'ClipsMissing', attempt: 2, segments: [1] }).effects).toEqual([]);
    const silentOne = tellChapterActor(
      speaking(),
      workFailed('0001', 1),
      workFailed('0001', 2),
      workFailed('0001', 3),
      spoken(2),
    ).state;
    expect(tellChapterActor(silentOne, { type: 'ClipsMissing', attempt: 4, segments: [2] }).state).toMatchObject({
      silent: [1],
    });
    const nothing = tellChapterActor(newChapter(), start(0)).state;
    expect(tellChapterActor(nothing, { type: 'ClipsMissing', attempt: 2, segments: [] }).state).toMatchObject({
      spokenCharacters: 0,
    });
  });

  it('asks again for what the queue has lost, and only for that', () => {
    const state = tellChapterActor(newChapter(), start(5), spoken(2), workFailed('0003', 1)).state;
    const present = ['ch-001/0001/1', 'ch-001/0004/1'];
    expect(wordsOf(tellChapterActor(state, { type: 'Reconcile', present }).effects)).toEqual(['work 0003/3']);
    expect(tellChapterActor(state, { type: 'Reconcile', present: [...present, 'ch-001/0003/2'] }).effects).toEqual([]);
    expect(wordsOf(tellChapterActor(joining(), { type: 'Reconcile', present: [] }).effects)).toEqual(['work join/3']);
    expect(tellChapterActor(joining(), { type: 'Reconcile', present: ['ch-001/join/2'] }).effects).toEqual([]);
    expect(wordsOf(tellChapterActor(encoding(), { type: 'Reconcile', present: [] }).effects)).toEqual([
      'work encode/4',
    ]);
    expect(tellChapterActor(encoding(), { type: 'Reconcile', present: ['ch-001/encode/3'] }).effects).toEqual([]);
    expect(tellChapterActor(completed(), { type: 'Reconcile', present: [] }).effects).toEqual([]);
  });

  it('fails when its join or encoding is given up, and tells its Book', () => {
    for (const [state, item, attempt] of [
      [joining(), 'join', 2],
      [encoding(), 'encode', 3],
    ] as const) {
      const { state: next, effects } = tellChapterActor(state, workFailed(item, attempt));
      expect(next.phase).toBe('failed');
      expect(wordsOf(effects)).toEqual(['withdraw ch-001', 'tell book ChapterFailed', 'announce chapter-failed']);
      expect(tellChapterActor(state, workFailed(item, attempt + 1)).effects).toEqual([]);
    }
    expect(tellChapterActor(newChapter(), workFailed('join', 1)).effects).toEqual([]);
    expect(tellChapterActor(completed(), workFailed('encode', 3)).effects).toEqual([]);
  });

  it('is cancelled by its Book, once', () => {
    const cancelled = tellChapterActor(speaking(), { type: 'CancelChapter', run: 1 });
    expect(cancelled.state.phase).toBe('cancelled');
    expect(wordsOf(cancelled.effects)).toEqual(['withdraw ch-001']);
    expect(tellChapterActor(cancelled.state, { type: 'CancelChapter', run: 1 }).effects).toEqual([]);
    expect(tellChapterActor(completed(), { type: 'CancelChapter', run: 1 }).state.phase).toBe('completed');
    expect(tellChapterActor(newChapter(), { type: 'CancelChapter', run: 1 }).state.phase).toBe('waiting');
  });

  it('starts anew only for a later start of its book', () => {
    expect(tellChapterActor(completed(), start(2, 3, 1)).effects).toEqual([]);
    const anew = tellChapterActor(completed(), start(2, 3, 2));
    expect(anew.state).toMatchObject({ phase: 'speaking', run: 2, attempt: 4, firstAttempt: 4 });
    expect(wordsOf(anew.effects)).toEqual([
      'announce chapter-started',
      'work 0001/4',
      'work 0002/4',
      'tell book ChapterProgressed',
    ]);
  });

  it('ignores what belongs to another phase', () => {
    const late: readonly ChapterMessage[] = [
      joined(9),
      { type: 'PacketsEncoded', attempt: 9, object: 'x' },
      { type: 'FleetChanged', slots: 3, nodes: 1 },
      { type: 'Wake' },
    ];
    const states = [newChapter(), speaking(), joining(), joinedChapter(), encoding(), completed()];
    for (const state of states.slice(1))
      expect(tellChapterActor(state, { type: 'EncodeChapter', run: 0, gainDb: 0 })).toEqual({ state, effects: [] });
    for (const state of states) {
      for (const message of late) expect(chapterBehavior.receive(state, message, 0)).toEqual({ state, effects: [] });
    }
  });

  it('fails when the runtime says so, unless it is over or not begun', () => {
    const failure = { code: 'E2A-4008', what: 'bug' };
    expect(chapterBehavior.fail(speaking(), failure).state.phase).toBe('failed');
    expect(chapterBehavior.fail(newChapter(), failure).state.phase).toBe('waiting');
    expect(chapterBehavior.fail(completed(), failure).state.phase).toBe('completed');
  });

  it('decodes its messages, shows its counts, and calls a foreign message a bug', () => {
    expect(chapterBehavior.decode({ type: 'Wake' })).toEqual({ ok: true, value: { type: 'Wake' } });
    expect(chapterBehavior.decode({ type: 'Nonsense' }).ok).toBe(false);
    expect(chapterBehavior.summary(newChapter())).toEqual({ title: '', phase: 'waiting' });
    expect(chapterBehavior.summary(tellChapterActor(speaking(), spoken(1)).state)).toMatchObject({
      segmentsDone: 1,
      segments: 2,
    });
    expect(chapterBehavior.summary(completed())).toMatchObject({ phase: 'completed', segmentsDone: 2 });
    expect(() => chapterBehavior.receive(speaking(), { type: 'Nonsense' } as unknown as ChapterMessage, 0)).toThrow(
      'no chapter knows',
    );
    expect(chapterBehavior.initial({ kind: 'chapter', job: 'j' })).toMatchObject({ chapter: 'book' });
  });
});

describe('a set of segments', () => {
  it('behaves as a set of numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 })), (numbers) => {
        const set = numbers.reduce(withSegment, emptySegmentSet(50));
        const model = new Set(numbers);
        expect(countSegments(set)).toBe(model.size);
        for (let segment = 1; segment <= 50; segment++) expect(hasSegment(set, segment)).toBe(model.has(segment));
      }),
    );
  });

  it('says no for a number beyond its end', () => {
    expect(hasSegment(emptySegmentSet(4), 99)).toBe(false);
  });
});
