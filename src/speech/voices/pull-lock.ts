import { randomUUID } from 'node:crypto';
import { link, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../../programs/index.js';

/** Lies in a folder whose files somebody is fetching. */
const LOCK_NAME = '.pull.lock';
/** How often its holder says that it still lives. */
const BEAT_MS = 5_000;
/** A holder that was silent for so long is dead, whatever machine it was on. */
const SILENT_MS = 30_000;
const LOOK_AGAIN_MS = 250;

export interface PullLock {
  release(): Promise<void>;
}

/**
 * The right to write files of a folder that exists: one fetch at a time, over processes and machines that share it.
 * @param onWait called once, when somebody else has it
 */
export async function takePullLock(folder: string, signal: AbortSignal, onWait: () => void): Promise<PullLock> {
  const path = join(folder, LOCK_NAME);
  const mark = JSON.stringify({ pid: process.pid, host: hostname(), key: randomUUID() });
  for (let tries = 0; ; tries++) {
    signal.throwIfAborted();
    if (await appeared(path, mark)) return heldLock(path, mark);
    const found = await markIn(path);
    if (found !== null && (await isAbandoned(path, found))) {
      await takeAway(path, found);
      continue;
    }
    if (tries === 0) onWait();
    await sleep(LOOK_AGAIN_MS, undefined, { signal });
  }
}

function heldLock(path: string, mark: string): PullLock {
  const beat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), BEAT_MS);
  beat.unref();
  return {
    release: async () => {
      clearInterval(beat);
      // Somebody may have taken us for dead, on a machine that slept.
      if ((await markIn(path)) === mark) await rm(path, { force: true });
    },
  };
}

async function appeared(path: string, mark: string): Promise<boolean> {
  const file = await open(path, 'wx').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return null;
    throw error;
  });
  if (file === null) return false;
  try {
    await file.writeFile(mark).finally(() => file.close());
    return true;
  } catch (error) {
    // A full disk.
    await rm(path, { force: true });
    throw error;
  }
}

const markIn = (path: string): Promise<string | null> => readFile(path, 'utf8').catch(() => null);

/** Of several that find the same lock abandoned one takes it away; what another has put there meanwhile goes back. @param mark what was found in it */
export async function takeAway(path: string, mark: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await markIn(aside)) !== mark) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

async function isAbandoned(path: string, mark: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (found === null) return false;
  if (Date.now() - found.mtimeMs > SILENT_MS) return true;
  const holder = /"pid":(\d+),"host":"(.*?)"/.exec(mark);
  return holder?.[2] === hostname() && !isAlive(Number(holder[1]));
}
