import { linkSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, markOf, type ProcessMark } from './process-identity.js';
import { readJsonFile, removeFile, writePrivately } from './places.js';

/**
 * One guardian per folder.
 *
 * The lock is a numbered file that appears with its content at once. One left by a dead guardian is not removed but
 * overtaken by the next number: who removes a file could remove the one that was made in the meantime.
 */
export interface GuardianLock {
  release(): void;
}

const LOCK_NAME = /^guardian\.(\d+)\.lock$/;

/** @returns null when a living guardian has it */
export function takeLock(folder: string): GuardianLock | null {
  const before = locksIn(folder);
  if (before.some(isHeld)) return null;
  const number = Math.max(0, ...before.map((lock) => lock.number)) + 1;
  const path = join(folder, `guardian.${number}.lock`);
  if (!appear(path)) return null;
  const lock = { release: () => removeFile(path) };
  if (locksIn(folder).some((other) => other.number !== number && isHeld(other))) {
    lock.release();
    return null;
  }
  for (const old of before) removeFile(old.path);
  return lock;
}

/** True while a living guardian has the folder. */
export const isGuarded = (folder: string): boolean => locksIn(folder).some(isHeld);

interface LockFile {
  readonly path: string;
  readonly number: number;
  readonly holder: ProcessMark | null;
}

const isHeld = (lock: LockFile): boolean => lock.holder !== null && isRunning(lock.holder);

function locksIn(folder: string): LockFile[] {
  return readdirSync(folder).flatMap((name) => {
    const number = LOCK_NAME.exec(name)?.[1];
    const path = join(folder, name);
    return number === undefined ? [] : [{ path, number: Number(number), holder: readMark(path) }];
  });
}

/** The process written down in a file; null when there is none. */
export function readMark(path: string): ProcessMark | null {
  const found = readJsonFile(path);
  const pid = found?.['pid'];
  const identity = found?.['identity'];
  return typeof pid === 'number' ? { pid, identity: typeof identity === 'string' ? identity : null } : null;
}

export const writeMark = (path: string, pid: number): void => writePrivately(path, JSON.stringify(markOf(pid)));

/** A hard link is made only when its name is free, and what it names is written already. */
function appear(path: string): boolean {
  const staged = `${path}.${process.pid}.new`;
  writeMark(staged, process.pid);
  try {
    linkSync(staged, path);
    return true;
  } catch {
    return false;
  } finally {
    removeFile(staged);
  }
}
