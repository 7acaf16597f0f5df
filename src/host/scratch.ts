import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../programs/index.js';

const PREFIX = 'work-';
const OWNED = /^work-(\d+)-/;

/** A folder of its own for one piece of work; gone when the work ends, however it ends. */
export async function withScratch<T>(workFolder: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(workFolder, `${PREFIX}${process.pid}-`));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Removes what killed processes have left behind; the folders of living ones stay. */
export async function clearAbandonedScratch(workFolder: string): Promise<void> {
  for (const name of await readdir(workFolder)) {
    const owner = Number(OWNED.exec(name)?.[1]);
    if (Number.isInteger(owner) && !isAlive(owner)) await rm(join(workFolder, name), { recursive: true, force: true });
  }
}
