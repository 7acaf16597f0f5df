import { describe, expect, it } from 'vitest';
import {
  exitCodeOf,
  Interrupted,
  type InterruptionReason,
  makeInterruption,
  throwIfInterrupted,
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

  it('a reader that went away ends nothing at once', () => {
    const { interrupt, atOnce } = made();
    interrupt('SIGINT');
    interrupt('closed-pipe');
    expect(atOnce).toEqual([]);
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
