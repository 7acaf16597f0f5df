import { describe, expect, it } from 'vitest';
import type { LifecycleEvent } from '../../src/cluster/ports/index.js';
import { tallyWork } from '../../src/host/work-tallies.js';

const finished = (task: string, ms: number): LifecycleEvent => ({
  type: 'work-finished',
  id: 'job/ch-001/0001/1',
  task,
  ms,
  result: {},
});

describe('tallies of a host', () => {
  it('count what was done and what failed, speech apart from files, and pass every event on', () => {
    const heard: LifecycleEvent[] = [];
    let now = 1_000;
    const { telemetry, tallies } = tallyWork({ emit: (event) => heard.push(event) }, () => now);
    const events: LifecycleEvent[] = [
      finished('speak', 800),
      { type: 'work-started', id: 'x', task: 'speak', class: 'speech-1' },
      { type: 'work-retried', id: 'x', task: 'speak', delayMs: 1, reason: 'the child died', code: 'error' },
      finished('speak', 200),
      finished('join', 50),
      { type: 'work-given-up', id: 'y', task: 'encode', failure: { code: 'E2A-5001', what: 'ffmpeg ended with 1.' } },
      { type: 'work-returned', id: 'z', task: 'speak', reason: 'cancelled' },
    ];
    for (const event of events) {
      now += 1_000;
      telemetry.emit(event);
    }
    expect(heard).toEqual(events);
    expect(tallies()).toEqual({
      speech: { done: 2, failed: 1, busyMs: 1_000, lastAt: 5_000, lastFailure: 'the child died' },
      media: { done: 1, failed: 1, busyMs: 50, lastAt: 6_000, lastFailure: 'ffmpeg ended with 1.' },
    });
  });
});
