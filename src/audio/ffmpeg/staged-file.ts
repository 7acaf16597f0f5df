import { open, rename, rm } from 'node:fs/promises';

/**
 * Lets `make` write `<path>.part`, then puts the file in place in one step: nobody sees half of it, and after a crash only
 * the `.part` is left. When `make` throws, the `.part` is removed.
 */
export async function staged<T>(path: string, make: (part: string) => Promise<T>): Promise<T> {
  const part = `${path}.part`;
  try {
    const made = await make(part);
    await toDisk(part);
    await rename(part, path);
    return made;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** A file that exists while `use` runs. */
export async function temporary<T>(path: string, use: (path: string) => Promise<T>): Promise<T> {
  try {
    return await use(path);
  } finally {
    await rm(path, { force: true });
  }
}

/** A renamed file whose content was still in memory would be empty after a power cut. */
async function toDisk(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
}
