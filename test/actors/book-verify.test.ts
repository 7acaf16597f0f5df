import { describe, expect, it } from 'vitest';
import { type BookMessage, type BookState, jobStatus } from '../../src/actors/index.js';
import {
  assembled,
  assembling,
  completed,
  converting,
  joined,
  partial,
  paused,
  reading,
  removed,
  saidBy,
  submit,
} from './books.js';
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
    expect(wordsOf(effects)).toEqual(['work verify/1', 'work verify/2', 'announce book-verifying']);
    expect(effects[0]).toMatchObject({
      item: { task: { type: 'verify', audio: 'ch-001.flac', samples: 30_720, silent: [] }, replyTo: { kind: 'book' } },
    });
    expect(opinions(state)).toEqual([
      { progress: 'asked', attempt: 1 },
      { progress: 'asked', attempt: 2 },
    ]);
    expect(state).toMatchObject({ phase: 'completed', attempt: 2 });
  });

  it('may be asked while the book is being made, and for some chapters only', () => {
    const { state, effects } = tellBookActor(converting(), joined('ch-001'), verify);
    expect(wordsOf(effects)).toContain('work verify/1');
    expect(opinions(state)).toEqual([{ progress: 'asked', attempt: 1 }, null]);
    const second = tellBookActor(completed(), { type: 'VerifyBook', chapters: [2] });
    expect(wordsOf(second.effects)).toEqual(['work verify/1', 'announce book-verifying']);
  });

  it('is kept with the chapter, and not asked again', () => {
    const asked = tellBookActor(completed(), verify).state;
    expect(saidBy(asked, heard('ch-001'))[0]).toContain('was heard: 2 of 50 words otherwise');
    const { state } = tellBookActor(asked, heard('ch-001'));
    expect(opinions(state)).toEqual([HEARD_FIRST, { progress: 'asked', attempt: 2 }]);
    expect(wordsOf(tellBookActor(state, heard('ch-001')).effects)).toEqual([]);
    const again = tellBookActor(state, verify);
    // Under its own number: what is queued is not queued twice, and what was lost is there again.
    expect(wordsOf(again.effects)).toEqual(['work verify/2', 'announce book-verifying']);
    const all = tellBookActor(state, heard('ch-002')).state;
    expect(wordsOf(tellBookActor(all, verify).effects)).toEqual(['announce command-refused']);
  });

  it('of a sound that is another now says nothing', () => {
    const { state, effects } = tellBookActor(tellBookActor(completed(), verify).state, heard('ch-001', 'older.flac'));
    expect(wordsOf(effects)).toEqual([]);
    expect(opinions(state)[0]).toEqual({ progress: 'asked', attempt: 1 });
    expect(wordsOf(tellBookActor(reading(), heard('ch-001')).effects)).toEqual([]);
  });

  it('goes when the chapter is spoken again', () => {
    const { state } = tellBookActor(partial(), verify, heard('ch-001'), { type: 'RetryBook', what: 'failed' });
    expect(opinions(state)).toEqual([null, null]);
  });

  it('that could not be had is told, and can be asked for again', () => {
    const asked = tellBookActor(completed(), verify).state;
    expect(saidBy(asked, notHeard(2))[0]).toContain('could not be heard: no model');
    const { state } = tellBookActor(asked, notHeard(2));
    expect(opinions(state)).toEqual([
      { progress: 'asked', attempt: 1 },
      { progress: 'failed', attempt: 2, failure },
    ]);
    expect(state.phase).toBe('completed');
    expect(wordsOf(tellBookActor(state, notHeard(9)).effects)).toEqual([]);
    expect(wordsOf(tellBookActor(state, verify).effects)).toEqual([
      'work verify/1',
      'work verify/3',
      'announce book-verifying',
    ]);
  });

  it('asked for while the file is put together leaves that file alone', () => {
    const { state } = tellBookActor(assembling(), verify, assembled(2));
    expect(state.phase).toBe('completed');
  });

  it('outlives a pause and a change of priority, which withdraw all work of the job', () => {
    const asked = tellBookActor(converting(), joined('ch-001'), verify).state;
    expect(wordsOf(tellBookActor(paused(asked), { type: 'ResumeBook' }).effects)).toContain('work verify/1');
    const moved = tellBookActor(asked, { type: 'MoveBook', priority: 'p2' });
    expect(moved.effects).toContainEqual(
      expect.objectContaining({ item: expect.objectContaining({ item: 'verify', priority: 'p2', attempt: 1 }) }),
    );
  });

  it('of a book that is stopped comes no more: nobody waits for it', () => {
    const { state } = tellBookActor(converting(), joined('ch-001'), verify, { type: 'CancelBook' });
    expect(opinions(state)[0]).toMatchObject({
      progress: 'failed',
      failure: { what: expect.stringContaining('stopped') },
    });
  });

  it('is refused where there is no sound', () => {
    expect(wordsOf(tellBookActor(reading(), verify).effects)).toEqual(['announce command-refused']);
    expect(wordsOf(tellBookActor(newBook(), verify).effects)).toEqual([]);
    expect(wordsOf(tellBookActor(removed(), verify).effects)).toEqual([]);
    expect(wordsOf(tellBookActor(removed(), notHeard(1)).effects)).toEqual([]);
  });

  it('counts on when the book starts anew: a failure that comes late belongs to nobody', () => {
    const asked = tellBookActor(completed(), verify).state;
    const anew = tellBookActor(asked, { ...submit, force: true }).state;
    expect(anew).toMatchObject({ phase: 'reading', hearings: 2 });
  });
});
