import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder of its own for one piece of work; gone when the work ends, however it ends. */
export async function withScratch<T>(workFolder: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(workFolder, 'work-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
