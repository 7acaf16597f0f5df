import { stat } from 'node:fs/promises';
import type { FileDigest } from './catalogue-voice.js';
import { fileDigest } from './checked-file.js';

/** By the file and how it was then. A process knows a few voices. */
const computed = new Map<string, Promise<string>>();

/**
 * As `fileDigest`, but a file that nobody has touched since is not read again: a command looks at its voice, and so does each
 * of its slots.
 */
export async function digestOnce(path: string, algorithm: FileDigest['algorithm']): Promise<string> {
  const { ino, size, mtimeMs } = await stat(path);
  const key = [algorithm, path, ino, size, mtimeMs].join(' ');
  const digest = computed.get(key) ?? fileDigest(path, algorithm);
  computed.set(key, digest);
  try {
    return await digest;
  } catch (error) {
    computed.delete(key);
    throw error;
  }
}
