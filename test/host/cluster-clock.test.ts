import { describe, expect, it } from 'vitest';
import type { LifecycleEvent } from '../../src/cluster/ports/index.js';
import { ClusterClock } from '../../src/host/cluster-clock.js';

const NOON = Date.UTC(2026, 10, 25, 12);

/** A machine whose clock is wrong by `state.wrongMs`, and a server whose clock stands at noon. */
function machine(wrongMs: number) {
  const state = { wrongMs, away: false, answerMs: 0 };
  const told: LifecycleEvent[] = [];
  const bells: (() => void)[] = [];
  const own = {
    now: () => NOON + state.wrongMs,
    sleep: (_: number, signal?: AbortSignal) =>
      new Promise<void>((resolve) => {
        bells.push(resolve);
        signal?.addEventListener('abort', () => resolve(), { once: true });
      }),
  };
  const serverTime = async (): Promise<number> => {
    if (state.away) throw new Error('no answer');
    state.wrongMs += state.answerMs; // what passes here while the answer is on its way
    return NOON;
  };
  const clock = new ClusterClock({ serverTime }, own, { emit: (event) => told.push(event) });
  return { state, told, clock, ring: () => bells.shift()?.() };
}

describe("a cluster's clock", () => {
  it.each([
    [300_000, "this machine's clock is 300.0 s ahead of the server's, whose time counts"],
    [-300_000, "this machine's clock is 300.0 s behind the server's, whose time counts"],
  ])('shows the time of the server on a machine that is %d ms off, and says so', async (wrongMs, reason) => {
    const { clock, told } = machine(wrongMs);
    await clock.set();
    expect(clock.now()).toBe(NOON);
    expect(told).toEqual([{ type: 'trouble', where: 'clock', reason }]);
  });

  it('is left alone where only the network differs', async () => {
    const { clock, told } = machine(400);
    await clock.set();
    expect(clock.now()).toBe(NOON + 400);
    expect(told).toEqual([]);
  });

  it('goes on as before when the server does not answer', async () => {
    const { clock, state, told } = machine(300_000);
    await clock.set();
    state.away = true;
    await clock.set();
    expect(clock.now()).toBe(NOON);
    expect(told.at(-1)).toEqual({ type: 'trouble', where: 'clock', reason: 'no answer' });
  });

  it.each([20_000, -300_000])('believes no answer during which this clock moved by %d ms', async (answerMs) => {
    const { clock, state, told } = machine(0);
    state.answerMs = answerMs;
    await clock.set();
    expect(clock.now()).toBe(NOON + answerMs);
    expect(told).toEqual([]);
    state.answerMs = 0;
    await clock.set();
    expect(clock.now()).toBe(NOON);
  });

  it('notices that the machine was set right', async () => {
    const { clock, state, ring } = machine(300_000);
    await clock.set();
    const ending = new AbortController();
    const keeping = clock.keepRight(ending.signal);
    state.wrongMs = 0;
    expect(clock.now()).toBe(NOON - 300_000);
    ring();
    await expect.poll(() => clock.now()).toBe(NOON);
    ending.abort();
    await keeping;
  });
});
