import { existsSync, linkSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, markOf, type ProcessMark } from './process-identity.js';
import { readJsonFile, removeFile, writePrivately } from './places.js';

/**
 * One guardian per folder, and one page.
 *
 * The lock is a numbered file that appears with its content at once. One left by a dead guardian is not removed but
 * overtaken by the next number: who removes a file could remove the one that was made in the meantime.
 */
export interface FolderLock {
  release(): void;
}

/** Who may be there once. */
type LockedBy = 'guardian' | 'page';

const LOCK_NAME = /^(guardian|page)\.(\d+)\.lock$/;

/** @returns null when a living process has it as the same */
export function takeLock(folder: string, by: LockedBy): FolderLock | null {
  const before = locksIn(folder, by);
  if (before.some(isHeld)) return null;
  const number = Math.max(0, ...before.map((lock) => lock.number)) + 1;
  const path = join(folder, `${by}.${number}.lock`);
  if (!appear(path)) return null;
  const lock = { release: () => removeFile(path) };
  if (locksIn(folder, by).some((other) => other.number !== number && isHeld(other))) {
    lock.release();
    return null;
  }
  for (const old of before) removeFile(old.path);
  return lock;
}

/** True while a living guardian has the folder. */
export const isGuarded = (folder: string): boolean => locksIn(folder, 'guardian').some(isHeld);

interface LockFile {
  readonly path: string;
  readonly number: number;
  readonly holder: ProcessMark | null;
}

const isHeld = (lock: LockFile): boolean => lock.holder !== null && isRunning(lock.holder);

function locksIn(folder: string, by: LockedBy): LockFile[] {
  // A folder that its last user took away has none.
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.flatMap((name) => {
    const [, owner, number] = LOCK_NAME.exec(name) ?? [];
    const path = join(folder, name);
    return owner === by ? [{ path, number: Number(number), holder: readMark(path) }] : [];
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
