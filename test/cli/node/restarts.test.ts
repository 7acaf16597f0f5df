import { describe, expect, it } from 'vitest';
import {
  verdictOn,
  type ChildEnd,
  type History,
  MOST_RESTARTS,
  NO_HISTORY,
  STEADY_MS,
} from '../../../src/cli/node/restarts.js';

const exit = (code: number): ChildEnd => ({ code, signal: null, error: null });
const KILLED: ChildEnd = { code: null, signal: 'SIGKILL', error: null };
const WORKED: History = { failures: 0, everWorked: true };
const judged = (end: ChildEnd, history = NO_HISTORY, ranMs = 1_000) => verdictOn(end, history, ranMs, 'attic-gpu0');

describe('a child node that has ended', () => {
  it('with 0 was told to leave, however often it crashed before', () => {
    expect(judged(exit(0))).toEqual({ type: 'left' });
    expect(judged(exit(0), { failures: 5, everWorked: false })).toEqual({ type: 'left' });
  });

  it.each([
    [2, 2, 'started wrongly'],
    [4, 4, 'no cluster'],
    [7, 7, 'cannot be used'],
  ])('with %i before it ever worked is given up at once, with %i', (code, exitCode, why) => {
    expect(judged(exit(code))).toEqual({ type: 'giveUp', exitCode, why: expect.stringContaining(why) });
  });

  it.each([4, 7])('with %i after it worked may come back', (code) => {
    expect(judged(exit(code), WORKED)).toMatchObject({ type: 'restart' });
    expect(judged(exit(code), NO_HISTORY, STEADY_MS)).toMatchObject({
      type: 'restart',
      history: { failures: 1, everWorked: true },
    });
  });

  it('by a crash is started again, later each time, and given up with 7 in the end', () => {
    const pauses: number[] = [];
    let history = NO_HISTORY;
    for (let n = 0; n < MOST_RESTARTS; n++) {
      const verdict = judged(KILLED, history);
      if (verdict.type !== 'restart') throw new Error(verdict.type);
      pauses.push(verdict.afterMs);
      history = verdict.history;
    }
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect([pauses[0], pauses.at(-1)].map((ms) => Math.round((ms ?? 0) / 10_000))).toEqual([0, 2]);
    expect(judged(KILLED, history)).toEqual({
      type: 'giveUp',
      exitCode: 7,
      why: 'it ended badly 6 times in a row (SIGKILL)',
    });
    expect(judged(KILLED, history, STEADY_MS)).toMatchObject({ type: 'restart', history: { failures: 1 } });
  });

  it('that could not be started at all counts like a crash', () => {
    const error = new Error('spawn EAGAIN');
    expect(judged({ code: null, signal: null, error }, { failures: 5, everWorked: true })).toMatchObject({
      why: expect.stringContaining('spawn EAGAIN'),
    });
  });
});
