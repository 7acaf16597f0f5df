import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isGuarded, takeLock } from '../../../src/cluster/embedded/guardian-lock.js';
import { isRunning, killMarked, markOf } from '../../../src/cluster/embedded/process-identity.js';

describe('the lock of a guardian', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'e2a-lock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const leave = (number: number, holder: object | string): void =>
    writeFileSync(
      join(folder, `guardian.${number}.lock`),
      typeof holder === 'string' ? holder : JSON.stringify(holder),
    );

  it('is had by one', () => {
    expect(isGuarded(folder)).toBe(false);
    const lock = takeLock(folder, 'guardian');
    expect(lock).not.toBeNull();
    expect(isGuarded(folder)).toBe(true);
    expect(takeLock(folder, 'guardian')).toBeNull();
    lock?.release();
    expect(isGuarded(folder)).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['of a process that has ended', { pid: 2 ** 22 + 1, identity: null }],
    ['of a process whose number another has now', { pid: process.pid, identity: 'another-boot:1' }],
    ['that nobody can read', 'half a fi'],
  ])('is overtaken when it is one %s', (_, holder) => {
    leave(7, holder);
    expect(isGuarded(folder)).toBe(false);
    expect(takeLock(folder, 'guardian')).not.toBeNull();
    expect(readdirSync(folder)).toEqual(['guardian.8.lock']);
  });

  it('stays with a living process', () => {
    leave(3, markOf(process.pid));
    expect(takeLock(folder, 'guardian')).toBeNull();
    expect(readdirSync(folder)).toEqual(['guardian.3.lock']);
  });

  it('kills no process that only has the number', () => {
    killMarked({ pid: process.pid, identity: 'another-boot:1' });
    expect(isRunning(markOf(process.pid))).toBe(true);
  });
});
