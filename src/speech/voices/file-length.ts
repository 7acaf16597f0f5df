import { stat } from 'node:fs/promises';

/** Length in bytes; null when there is no such file. */
export async function fileLength(path: string): Promise<number | null> {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : null;
  } catch {
    return null;
  }
}
