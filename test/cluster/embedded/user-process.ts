import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { natsServerProgram } from '../../support/nats.js';

const USER = fileURLToPath(new URL('./user.mjs', import.meta.url));
const POLL_MS = 10;
/** A guardian that comes late is there by then. */
const REMOVE_LIMIT_MS = 10_000;

export interface Ready {
  readonly servers: string;
  readonly user: string;
  readonly pass: string;
  readonly exclusive: boolean;
}

/** A user of the embedded server, in a process group of its own. */
export interface UserProcess {
  readonly pid: number;
  readonly ready: Promise<Ready>;
  readonly lost: Promise<void>;
  /** SIGKILL to it alone. */
  kill(): void;
  /** SIGKILL to its whole process group. */
  killGroup(): void;
  /** Lets it stop by itself; resolves when it has ended. */
  stop(): Promise<void>;
}

export function startUser(dataFolder: string): UserProcess {
  const child = spawn(process.execPath, [USER, dataFolder, natsServerProgram()], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const said = linesOf(child);
  const pid = child.pid ?? -1;
  return {
    pid,
    ready: said('ready').then((line) => line as unknown as Ready),
    lost: said('lost').then(() => undefined),
    kill: () => void child.kill('SIGKILL'),
    killGroup: () => void process.kill(-pid, 'SIGKILL'),
    stop: async () => {
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.stdin?.write('stop\n');
      await ended;
    },
  };
}

function linesOf(child: ChildProcess): (type: string) => Promise<Record<string, unknown>> {
  const waiting = new Map<string, (line: Record<string, unknown>) => void>();
  if (child.stdout === null) throw new Error('no output');
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as Record<string, unknown>;
    waiting.get(String(line['type']))?.(line);
  });
  return (type) => new Promise((resolve) => waiting.set(type, resolve));
}

/** A data folder of its own, with what runs on it. */
export interface TestFolder {
  readonly path: string;
  /** Process ids of guardian and server, as their files say; null when there is none. */
  guardian(): number | null;
  server(): number | null;
  /** Kills what runs on it first; again when a guardian that was still on its way comes after that. */
  remove(): Promise<void>;
}

export function makeFolder(): TestFolder {
  const path = mkdtempSync(join(tmpdir(), 'e2a-embedded-'));
  const nats = join(path, 'nats');
  const guardian = (): number | null => {
    const lock = existsSync(nats) ? readdirSync(nats).find((name) => name.endsWith('.lock')) : undefined;
    return lock === undefined ? null : pidIn(join(nats, lock));
  };
  const server = (): number | null => pidIn(join(nats, 'server.json'));
  return {
    path,
    guardian,
    server,
    remove: async () => {
      await comesTrue(`${path} removed`, REMOVE_LIMIT_MS, () => {
        for (const pid of [guardian(), server()]) if (pid !== null && isRunning(pid)) process.kill(pid, 'SIGKILL');
        return isRemoved(path);
      });
    },
  };
}

function isRemoved(path: string): boolean {
  try {
    rmSync(path, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}

function pidIn(path: string): number | null {
  if (!existsSync(path)) return null;
  const { pid } = JSON.parse(readFileSync(path, 'utf8')) as { pid: number };
  return pid;
}

/** A zombie has ended; who should have buried it may have been killed, too. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const stat = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '';
    return !/\) [ZX] /.test(stat);
  } catch {
    return false;
  }
}

/** @returns milliseconds it took; rejects when it has not come true after `limitMs` */
export async function comesTrue(what: string, limitMs: number, holds: () => boolean): Promise<number> {
  const start = performance.now();
  while (!holds()) {
    if (performance.now() - start > limitMs) throw new Error(`not after ${limitMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return performance.now() - start;
}
