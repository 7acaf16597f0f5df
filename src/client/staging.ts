import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** Characters of a digest that stand for a name: they need not be told apart from all others, only in one folder. */
const SHORT = 8;
const short = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, SHORT);

/** Of files for the same place: two calls of one process must not meet. */
const CALL_BYTES = 3;

/** Of machines that share a shelf each knows only its own processes. */
const ofThisMachine = (name: string): string => `.e2a-${short(name)}-${short(hostname())}-`;

/** `.e2a-1a2b3c4d-5e6f7a8b-4711-9c0d1e.part`: whose it is, and as short as any file system wants it. */
export const stagingName = (name: string, pid: number): string =>
  `${ofThisMachine(name)}${pid}-${randomBytes(CALL_BYTES).toString('hex')}.part`;

/**
 * Where to write what will be renamed to `path`: beside it, hidden, and nobody else's, so that two who bring the same thing
 * at the same time do not write into one another's. What killed processes of this machine have left for it is taken away.
 */
export async function stagingFor(path: string): Promise<string> {
  const [folder, name] = [dirname(path), basename(path)];
  await clearAbandoned(folder, ofThisMachine(name));
  return join(folder, stagingName(name, process.pid));
}

async function clearAbandoned(folder: string, prefix: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN;
    if (!Number.isNaN(pid) && !isAlive(pid)) await rm(join(folder, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
