import { describe, expect, it, vi } from 'vitest';
import {
  ECHO_MS,
  exitCodeOf,
  Interrupted,
  type InterruptionReason,
  makeInterruption,
  throwIfInterrupted,
  withoutEchoes,
} from '../../src/cli/interruption.js';

const made = () => {
  const atOnce: number[] = [];
  return { ...makeInterruption((code) => atOnce.push(code)), atOnce };
};

describe('being asked to stop', () => {
  it('nobody asked: nothing happens', () => {
    const { interruption } = made();
    expect(() => throwIfInterrupted(interruption)).not.toThrow();
    expect([interruption.reason(), interruption.signal.aborted]).toEqual([null, false]);
  });

  it('the first time is a request, the second ends the process at once, with the code of the second', () => {
    const { interruption, interrupt, atOnce } = made();
    interrupt('SIGINT');
    expect([interruption.reason(), interruption.signal.aborted, atOnce]).toEqual(['SIGINT', true, []]);
    expect(() => throwIfInterrupted(interruption)).toThrowError(Interrupted);
    interrupt('SIGTERM');
    expect(atOnce).toEqual([143]);
    expect(interruption.reason()).toBe('SIGINT');
  });

  it('the second time, what was left for it is done first; the third time waits for nothing', async () => {
    const { interruption, interrupt, atOnce } = made();
    const done: string[] = [];
    let finish = (): void => undefined;
    interruption.atSecond((reason) => {
      done.push(reason);
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    interrupt('SIGTERM');
    expect(done).toEqual([]);
    interrupt('SIGINT');
    expect([done, atOnce]).toEqual([['SIGINT'], []]);
    interrupt('SIGTERM');
    expect(atOnce).toEqual([143]);
    finish();
    await vi.waitFor(() => expect(atOnce).toEqual([143, 130]));
  });

  it('the second time, it is waited for less than a second, and a failure does not keep anybody', async () => {
    vi.useFakeTimers();
    const [slow, failing] = [made(), made()];
    slow.interruption.atSecond(() => new Promise(() => undefined));
    failing.interruption.atSecond(() => Promise.reject(new Error('no')));
    for (const { interrupt } of [slow, failing]) {
      interrupt('SIGTERM');
      interrupt('SIGTERM');
    }
    await vi.advanceTimersByTimeAsync(1);
    expect([slow.atOnce, failing.atOnce]).toEqual([[], [143]]);
    await vi.advanceTimersByTimeAsync(900);
    expect(slow.atOnce).toEqual([143]);
    vi.useRealTimers();
  });

  it('a reader that went away ends nothing at once', () => {
    const { interrupt, atOnce } = made();
    interrupt('SIGINT');
    interrupt('closed-pipe');
    expect(atOnce).toEqual([]);
  });

  it('asked twice within a moment is asked once, unless by another name', () => {
    const { interrupt, atOnce, interruption } = made();
    let now = 1_000;
    const heard = withoutEchoes(interrupt, () => now);
    heard('SIGTERM');
    now += ECHO_MS - 1;
    heard('SIGTERM');
    expect([interruption.reason(), atOnce]).toEqual(['SIGTERM', []]);
    heard('SIGINT');
    expect(atOnce).toEqual([130]);
    now += ECHO_MS;
    heard('SIGINT');
    expect(atOnce).toEqual([130, 130]);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 143],
    ['closed-pipe', 0],
  ] as const)('%s is exit code %i', (reason: InterruptionReason, code) => {
    expect(exitCodeOf(reason)).toBe(code);
  });
});
