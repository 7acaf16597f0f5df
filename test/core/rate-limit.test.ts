import { describe, expect, it } from 'vitest';
import { beginCall, CALL_FORGOTTEN_MS, endCall, NO_CALLS, type RateLimit } from '../../src/core/index.js';

const limit = (perMinute: number | null, atOnce: number | null): RateLimit => ({ perMinute, atOnce });

describe('a limit of calls', () => {
  it('that is none lets all begin, and remembers nobody', () => {
    const { answer, state } = beginCall(NO_CALLS, limit(null, null), 'a', 7);
    expect(answer).toEqual({ granted: true });
    expect(state).toEqual({ nextAt: 7, calls: {} });
  });

  it('spreads the calls of a minute evenly', () => {
    const first = beginCall(NO_CALLS, limit(60, null), 'a', 0);
    expect(beginCall(first.state, limit(60, null), 'b', 400).answer).toEqual({ granted: false, retryMs: 600 });
    expect(beginCall(first.state, limit(60, null), 'b', 1_000).answer).toEqual({ granted: true });
  });

  it('that was raised meanwhile counts at once', () => {
    const { state } = beginCall(NO_CALLS, limit(0.6, null), 'a', 0);
    const asked = beginCall(state, limit(600, null), 'b', 100);
    expect(asked.answer).toEqual({ granted: false, retryMs: 100 });
    expect(beginCall(asked.state, limit(600, null), 'b', 200).answer).toEqual({ granted: true });
  });

  it('holds calls back until one has ended, or has died with its node', () => {
    const { state } = beginCall(NO_CALLS, limit(null, 1), 'a', 0);
    expect(beginCall(state, limit(null, 1), 'b', 1)).toEqual({ answer: { granted: false, retryMs: 250 }, state });
    expect(beginCall(endCall(state, 'a'), limit(null, 1), 'b', 1).answer).toEqual({ granted: true });
    expect(beginCall(state, limit(null, 1), 'b', CALL_FORGOTTEN_MS).answer).toEqual({ granted: true });
  });
});
