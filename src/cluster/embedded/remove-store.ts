import { rmSync } from 'node:fs';
import { takeLock } from './guardian-lock.js';

/** Takes a store away with all that lies beside it, unless a server or a page is there: then it is theirs. */
export function removeStore(folder: string): void {
  const locks = (['guardian', 'page'] as const).map((by) => takeLock(folder, by));
  if (locks.every((lock) => lock !== null)) rmSync(folder, { recursive: true, force: true });
  for (const lock of locks) lock?.release();
}
