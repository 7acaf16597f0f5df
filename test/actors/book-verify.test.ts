import { describe, expect, it } from 'vitest';
import { type BookMessage, type BookState, jobStatus } from '../../src/actors/index.js';
import { completed, converting, joined, partial, reading, removed, saidBy } from './books.js';
import { newBook, tellBookActor, wordsOf } from './orders.js';

const verify: BookMessage = { type: 'VerifyBook' };
const heard = (chapter: string, audio = `${chapter}.flac`): BookMessage => ({
  type: 'ChapterVerified',
  chapter,
  audio,
  object: `${chapter}-heard.json`,
  words: 50,
  errors: 2,
});
const failure = { code: 'E2A-2021', what: 'no model' };
const notHeard = (attempt: number): BookMessage => ({
  type: 'WorkFailed',
  item: 'verify',
  attempt,
  node: 'n',
  failure,
});
const opinions = (state: BookState) => jobStatus(state, new Map()).chapters.map((chapter) => chapter.heard);
const HEARD_FIRST = { progress: 'heard', object: 'ch-001-heard.json', words: 50, errors: 2 };

describe('a second opinion', () => {
  it('is asked of a recogniser for each chapter that has its sound', () => {
    const { state, effects } = tellBookActor(completed(), verify);
    expect(wordsOf(effects)).toEqual(['work verify/3', 'work verify/4', 'announce book-verifying']);
    expect(effects[0]).toMatchObject({
      item: { task: { type: 'verify', audio: 'ch-001.flac', samples: 30_720, silent: [] }, replyTo: { kind: 'book' } },
    });
    expect(opinions(state)).toEqual([
      { progress: 'asked', attempt: 3 },
      { progress: 'asked', attempt: 4 },
    ]);
    expect(state).toMatchObject({ phase: 'completed', attempt: 4 });
  });

  it('may be asked while the book is being made, and for some chapters only', () => {
    const { state, effects } = tellBookActor(converting(), joined('ch-001'), verify);
    expect(wordsOf(effects)).toContain('work verify/2');
    expect(opinions(state)).toEqual([{ progress: 'asked', attempt: 2 }, null]);
    const second = tellBookActor(completed(), { type: 'VerifyBook', chapters: [2] });
    expect(wordsOf(second.effects)).toEqual(['work verify/3', 'announce book-verifying']);
  });

  it('is kept with the chapter, and not asked again', () => {
    const asked = tellBookActor(completed(), verify).state;
    expect(saidBy(asked, heard('ch-001'))[0]).toContain('was heard: 2 of 50 words otherwise');
    const { state } = tellBookActor(asked, heard('ch-001'));
    expect(opinions(state)).toEqual([HEARD_FIRST, { progress: 'asked', attempt: 4 }]);
    expect(wordsOf(tellBookActor(state, heard('ch-001')).effects)).toEqual([]);
    const again = tellBookActor(state, verify);
    expect(wordsOf(again.effects)).toEqual(['work verify/5', 'announce book-verifying']);
    const all = tellBookActor(state, heard('ch-002')).state;
    expect(wordsOf(tellBookActor(all, verify).effects)).toEqual(['announce command-refused']);
  });

  it('of a sound that is another now says nothing', () => {
    const { state, effects } = tellBookActor(tellBookActor(completed(), verify).state, heard('ch-001', 'older.flac'));
    expect(wordsOf(effects)).toEqual([]);
    expect(opinions(state)[0]).toEqual({ progress: 'asked', attempt: 3 });
    expect(wordsOf(tellBookActor(reading(), heard('ch-001')).effects)).toEqual([]);
  });

  it('goes when the chapter is spoken again', () => {
    const { state } = tellBookActor(partial(), verify, heard('ch-001'), { type: 'RetryBook', what: 'failed' });
    expect(opinions(state)).toEqual([null, null]);
  });

  it('that could not be had is told, and can be asked for again', () => {
    const asked = tellBookActor(completed(), verify).state;
    expect(saidBy(asked, notHeard(4))[0]).toContain('could not be heard: no model');
    const { state } = tellBookActor(asked, notHeard(4));
    expect(opinions(state)).toEqual([{ progress: 'asked', attempt: 3 }, null]);
    expect(state.phase).toBe('completed');
    expect(wordsOf(tellBookActor(state, notHeard(9)).effects)).toEqual([]);
  });

  it('is refused where there is no sound', () => {
    expect(wordsOf(tellBookActor(reading(), verify).effects)).toEqual(['announce command-refused']);
    expect(wordsOf(tellBookActor(newBook(), verify).effects)).toEqual([]);
    expect(wordsOf(tellBookActor(removed(), verify).effects)).toEqual([]);
    expect(wordsOf(tellBookActor(removed(), notHeard(1)).effects)).toEqual([]);
  });
});
