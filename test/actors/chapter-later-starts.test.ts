import { describe, expect, it } from 'vitest';
import { type ChapterState, chapterBehavior } from '../../src/actors/index.js';
import type { Json } from '../../src/core/index.js';
import { completed, encode, encoding, itemsOf, joinedChapter, joining, speaking, spoken } from './chapter-scenes.js';
import { newChapter, tellChapterActor, wordsOf } from './orders.js';

const cancel = (run: number) => ({ type: 'CancelChapter', run }) as const;

describe('a chapter with its sound', () => {
  it('is mastered again for a later start of its book', () => {
    for (const [state, attempt] of [
      [joinedChapter(), 3],
      [encoding(), 4],
      [completed(), 4],
    ] as const) {
      const again = tellChapterActor(state, encode(2, 5));
      expect(again.state).toMatchObject({ phase: 'encoding', run: 2, gainDb: 5, attempt });
      expect(again.state).not.toHaveProperty('packets');
      expect(itemsOf(again.effects)).toMatchObject([{ item: 'encode', attempt, task: { audio: 'a.flac', gainDb: 5 } }]);
      const done = tellChapterActor(again.state, { type: 'PacketsEncoded', attempt, object: 'b.aac' });
      expect(done.state).toMatchObject({ phase: 'completed', run: 2, packets: 'b.aac' });
      expect(done.effects[0]).toMatchObject({ message: { type: 'ChapterEncoded', run: 2, object: 'b.aac' } });
    }
  });

  it('answers a repeated order with what it has', () => {
    expect(tellChapterActor(encoding(), encode(1))).toEqual({ state: encoding(), effects: [] });
    const repeated = tellChapterActor(completed(), encode(1));
    expect(repeated.state).toEqual(completed());
    expect(repeated.effects).toMatchObject([{ message: { type: 'ChapterEncoded', run: 1, object: 'a.aac' } }]);
  });

  it('keeps it when the book is cancelled', () => {
    expect(tellChapterActor(joinedChapter(), cancel(1))).toEqual({ state: joinedChapter(), effects: [] });
    const stopped = tellChapterActor(encoding(), cancel(1));
    expect(stopped.state).toEqual({ ...joinedChapter(), attempt: 3 });
    expect(wordsOf(stopped.effects)).toEqual(['withdraw ch-001']);
    expect(tellChapterActor(stopped.state, { type: 'PacketsEncoded', attempt: 3, object: 'late' }).effects).toEqual([]);
  });
});

describe('a chapter without its sound', () => {
  it('says so when packets are asked of it, lest its Book wait for ever', () => {
    const cancelled = tellChapterActor(speaking(), cancel(1)).state;
    for (const state of [newChapter(), cancelled]) {
      const { effects } = tellChapterActor(state, encode(2));
      expect(effects).toMatchObject([{ message: { type: 'ChapterFailed', run: 2, chapter: 'ch-001' } }]);
    }
    expect(tellChapterActor(cancelled, encode(0)).effects).toEqual([]);
    for (const state of [speaking(), joining()]) expect(tellChapterActor(state, encode(2)).effects).toEqual([]);
  });
});

describe('a chapter stored by a host of schema 1', () => {
  const migrate = (stored: Json): ChapterState => chapterBehavior.migrate?.(stored, 1) ?? newChapter();
  const started = {
    job: 'a-tale-7f3a',
    chapter: 'ch-001',
    run: 1,
    title: 'Loomings',
    plan: 'plan-1',
    segments: 2,
    characters: 200,
    profile: 'p1',
    attempt: 2,
    silent: [],
  };
  const failures = [{ node: 'n1', what: 'it stuttered' }];
  const spokenHalf = {
    ...started,
    phase: 'speaking',
    window: 3,
    requested: 2,
    firstAttempt: 1,
    spoken: '1',
    spokenCharacters: 100,
  };

  it('goes on as if nothing had changed', () => {
    const state = migrate({ ...spokenHalf, trouble: { 2: { attempt: 2, failures } } });
    expect(state).toMatchObject({ trouble: { 2: { attempt: 2, second: null, seconds: 0, failures } }, priority: 'p1' });
    expect(tellChapterActor(state, spoken(2, 2)).state).toMatchObject({ phase: 'joining', attempt: 3 });
    const failed = tellChapterActor(state, {
      type: 'WorkFailed',
      item: '0002',
      attempt: 2,
      node: 'n1',
      failure: { code: 'E2A-2006', what: 'again' },
    });
    expect(itemsOf(failed.effects)).toMatchObject([{ priority: 'p1', task: { after: 0, avoid: ['n1'] } }]);
  });

  it('knows in every phase what a chapter of today knows', () => {
    // When it was opened, and who spoke it, nobody had noted.
    const keys = (state: object) => Object.keys({ ...state, startedAt: 0, effort: null }).sort();
    const sound = { audio: 'a.flac', samples: 3072, loudness: null };
    expect(keys(migrate({ ...spokenHalf, trouble: {} }))).toEqual(keys(speaking()));
    expect(keys(migrate({ ...started, phase: 'joining', window: 3, spokenCharacters: 200 }))).toEqual(keys(joining()));
    expect(keys(migrate({ ...started, ...sound, phase: 'joined' }))).toEqual(keys(joinedChapter()));
    expect(keys(migrate({ ...started, ...sound, phase: 'encoding', gainDb: 1 }))).toEqual(keys(encoding()));
    expect(keys(migrate({ ...started, ...sound, phase: 'completed', packets: 'a.aac' }))).toEqual(keys(completed()));
    expect(migrate({ phase: 'waiting', job: 'a-tale-7f3a', chapter: 'ch-001' })).toEqual(newChapter());
  });

  it('is not believed blindly', () => {
    expect(migrate('nonsense')).toMatchObject({ priority: 'p1' });
    expect(migrate({ ...spokenHalf, trouble: { 2: 'nonsense' } })).toMatchObject({ trouble: {} });
  });
});
