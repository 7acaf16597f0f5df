import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { terminalKeys } from '../../src/cli/keys.js';
import { progressDesk } from '../../src/cli/progress-desk.js';

describe('who is asked for progress', () => {
  it('the one that began last tells; who has ended does not; where nobody works that is said', () => {
    const told: string[] = [];
    const desk = progressDesk(() => told.push('idle'));
    desk.ask();
    const endOuter = desk.register(() => told.push('shelf'));
    const endInner = desk.register(() => told.push('book'));
    desk.ask();
    endInner();
    endInner();
    desk.ask();
    endOuter();
    desk.ask();
    expect(told).toEqual(['idle', 'book', 'shelf', 'idle']);
  });
});

describe('keys', () => {
  function fakeKeyboard(isTTY: boolean) {
    const calls: string[] = [];
    const stream = Object.assign(new EventEmitter(), {
      isTTY,
      setRawMode: (raw: boolean) => calls.push(`raw ${raw}`),
      resume: () => calls.push('resume'),
      pause: () => calls.push('pause'),
    });
    return { stream: stream as unknown as NodeJS.ReadStream, calls };
  }

  it('are told one by one; Ctrl+C interrupts; the terminal is given back as it was', () => {
    const { stream, calls } = fakeKeyboard(true);
    const pressed: string[] = [];
    const stop = terminalKeys(
      () => stream,
      () => pressed.push('interrupt'),
    ).listen((key) => pressed.push(key));
    stream.emit('data', Buffer.from('aq\u0003'));
    stop();
    stream.emit('data', Buffer.from('z'));
    expect(pressed).toEqual(['a', 'q', 'interrupt']);
    expect(calls).toEqual(['raw true', 'resume', 'pause', 'raw false']);
  });

  it('a pipe is not read from', () => {
    const { stream, calls } = fakeKeyboard(false);
    terminalKeys(
      () => stream,
      () => undefined,
    ).listen(() => undefined)();
    expect([calls, stream.listenerCount('data')]).toEqual([[], 0]);
  });
});
