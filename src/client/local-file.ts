import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { inWords } from './download.js';

/** sha256 hex of a file's bytes, or null when there is no such file. */
export async function digestOfFile(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return hash.digest('hex');
}

/** Stands for the digest of what is no file. */
const A_FOLDER = 'a folder';

/**
 * The same of a place that is to be written to: a folder in it is like no file.
 * @throws UserError (exit 1) when nobody can tell what is there
 */
export async function digestInPlace(path: string): Promise<string | null> {
  try {
    return await digestOfFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR') return null;
    if (code === 'EISDIR') return A_FOLDER;
    throw inWords(path, error);
  }
}
