import { describe, expect, it } from 'vitest';
import type { ChapterStatus, JobStatus } from '../../src/actors/index.js';
import { type BookCommand, hasTakenEffect, verdictOn } from '../../src/client/book-command.js';
import { notTaken } from '../../src/client/not-taken.js';

const status = (over: Partial<JobStatus>): JobStatus => ({ ...notTaken('a-tale-7f3a'), ...over });
const speaking = status({ state: 'converting' });
const paused = status({ state: 'converting', paused: true });
const completed = status({ state: 'completed' });
const CANCEL: BookCommand = { type: 'CancelBook' };
const PAUSE: BookCommand = { type: 'PauseBook' };
const RESUME: BookCommand = { type: 'ResumeBook' };
const MOVE: BookCommand = { type: 'MoveBook', priority: 'p0' };
const RETRY: BookCommand = { type: 'RetryBook', what: 'failed' };
const REMOVE: BookCommand = { type: 'RemoveBook' };

describe('what asking a Book would lead to', () => {
  it.each([
    [CANCEL, status({ state: 'new' }), 'ask'],
    [CANCEL, paused, 'ask'],
    [CANCEL, status({ state: 'cancelled' }), 'already'],
    [CANCEL, completed, 'refused'],
    [PAUSE, status({ state: 'new' }), 'ask'],
    [PAUSE, speaking, 'ask'],
    [PAUSE, paused, 'already'],
    [PAUSE, completed, 'refused'],
    [RESUME, status({ state: 'new' }), 'ask'],
    [RESUME, paused, 'ask'],
    [RESUME, speaking, 'already'],
    [RESUME, status({ state: 'cancelled' }), 'refused'],
    [MOVE, speaking, 'ask'],
    [MOVE, status({ state: 'reading', priority: 'p0' }), 'already'],
    [MOVE, completed, 'refused'],
    [RETRY, status({ state: 'new' }), 'refused'],
    [RETRY, paused, 'refused'],
    [RETRY, status({ state: 'partial' }), 'ask'],
    [RETRY, status({ state: 'cancelled' }), 'ask'],
    [REMOVE, speaking, 'ask'],
    [REMOVE, completed, 'ask'],
    [REMOVE, status({ state: 'removed' }), 'already'],
    [PAUSE, status({ state: 'removed' }), 'refused'],
  ] as const)('%o of a job that is %o', (command, of, verdict) => {
    expect(verdictOn(command, of).type).toBe(verdict);
  });

  it('a refusal says why', () => {
    expect(verdictOn(PAUSE, completed)).toEqual({ type: 'refused', why: 'It is completed.' });
    expect(verdictOn(RETRY, paused)).toEqual({ type: 'refused', why: 'It is still paused.' });
  });
});

describe('whether it has taken effect', () => {
  const seen = (of: JobStatus, run = 1) => ({ status: of, run });
  it.each([
    [CANCEL, speaking, false],
    [CANCEL, status({ state: 'cancelled' }), true],
    [CANCEL, completed, true],
    [PAUSE, speaking, false],
    [PAUSE, paused, true],
    [PAUSE, completed, true],
    [RESUME, paused, false],
    [RESUME, speaking, true],
    [RESUME, status({ state: 'new' }), false],
    [MOVE, speaking, false],
    [MOVE, status({ state: 'converting', priority: 'p0' }), true],
    [REMOVE, speaking, false],
    [REMOVE, status({ state: 'removed' }), true],
  ] as const)('%o: %o', (command, now, isSo) => {
    expect(hasTakenEffect(command, seen(speaking), seen(now))).toBe(isSo);
  });

  it('a retry is a new start', () => {
    expect(hasTakenEffect(RETRY, seen(completed, 1), seen(completed, 1))).toBe(false);
    expect(hasTakenEffect(RETRY, seen(completed, 1), seen(speaking, 2))).toBe(true);
    expect(hasTakenEffect(RETRY, seen(completed, 1), seen(completed, 2))).toBe(true);
  });

  it('recognisers are asked for every chapter that had its sound then; an old failure is no answer', () => {
    const VERIFY: BookCommand = { type: 'VerifyBook' };
    const chapter = (n: number, heard: ChapterStatus['heard'], state = 'joined'): ChapterStatus => ({
      ...{ n, id: `ch-00${n}`, title: `${n}`, state, percent: 100, characters: 9, heard },
      ...{ nodes: [], attempts: 0, failure: null },
    });
    const book = (...chapters: ChapterStatus[]) => seen(status({ state: 'converting', chapters }));
    const asked = { progress: 'asked', attempt: 2 } as const;
    const failed = (attempt: number) =>
      ({ progress: 'failed', attempt, failure: { code: 'E2A-2021', what: 'no' } }) as const;
    const before = book(chapter(1, failed(1)), chapter(2, null, 'speaking'));
    expect(hasTakenEffect(VERIFY, before, before)).toBe(false);
    expect(hasTakenEffect(VERIFY, before, book(chapter(1, asked), chapter(2, null)))).toBe(true);
    expect(hasTakenEffect(VERIFY, before, book(chapter(1, failed(2)), chapter(2, null)))).toBe(true);
    expect(hasTakenEffect(VERIFY, before, book(chapter(1, null, 'speaking'), chapter(2, null)))).toBe(true);
    expect(hasTakenEffect({ ...VERIFY, chapters: [2] }, before, before)).toBe(false);
  });

  it('who is not there any more was removed; who never was there has answered nothing', () => {
    expect(hasTakenEffect(REMOVE, seen(completed), null)).toBe(true);
    for (const command of [CANCEL, PAUSE, RESUME, MOVE, RETRY, REMOVE])
      expect(hasTakenEffect(command, null, null)).toBe(false);
  });
});
