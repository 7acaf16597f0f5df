import { open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Lies in a folder whose files somebody is fetching. */
const LOCK_NAME = '.pull.lock';
/** How often its holder says that it still lives. */
const BEAT_MS = 5_000;
/** A holder that was silent for so long is dead, whatever machine it was on. */
const SILENT_MS = 30_000;
const LOOK_AGAIN_MS = 250;

export interface PullLock {
  /** Waited for somebody who fetched the same files. */
  readonly hasWaited: boolean;
  release(): Promise<void>;
}

/**
 * The right to write files of a folder that exists: one fetch at a time, over processes and machines that share it.
 * @param onWait called once, when somebody else has it
 */
export async function takePullLock(folder: string, signal: AbortSignal, onWait: () => void): Promise<PullLock> {
  const path = join(folder, LOCK_NAME);
  for (let tries = 0; ; tries++) {
    signal.throwIfAborted();
    if (await appeared(path)) return heldLock(path, tries > 0);
    if (await isAbandoned(path)) {
      await rm(path, { force: true });
      continue;
    }
    if (tries === 0) onWait();
    await sleep(LOOK_AGAIN_MS, undefined, { signal });
  }
}

function heldLock(path: string, hasWaited: boolean): PullLock {
  const beat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), BEAT_MS);
  beat.unref();
  return {
    hasWaited,
    release: async () => {
      clearInterval(beat);
      await rm(path, { force: true });
    },
  };
}

async function appeared(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(JSON.stringify({ pid: process.pid, host: hostname() })).finally(() => file.close());
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (found === null) return false;
  if (Date.now() - found.mtimeMs > SILENT_MS) return true;
  const holder = /"pid":(\d+),"host":"(.*)"/.exec(await readFile(path, 'utf8').catch(() => ''));
  return holder?.[2] === hostname() && !isAlive(Number(holder[1]));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
