import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('cluster-host.mjs', import.meta.url));

/** What a host of a test cluster is; see `cluster-host.mjs`. */
export interface HostOrders {
  readonly servers: string;
  readonly node: string;
  readonly roles: readonly ('book' | 'synth')[];
  readonly slots: number;
  readonly workFolder: string;
  readonly msPerCharacter: number;
  readonly leases?: { readonly mailMs: number; readonly workMs: number };
  readonly patienceMs?: number;
  readonly clockShiftMs?: number;
  readonly cannotSay?: string;
  readonly graceMs?: number;
}

export type HostLine = Readonly<Record<string, unknown>> & { readonly type: string };

export interface HostProcess {
  readonly pid: number;
  /** What it has said so far. */
  readonly lines: readonly HostLine[];
  readonly stderr: () => string;
  /** The first line that matches, past ones included; rejects when the process ends without it. */
  said(matches: (line: HostLine) => boolean): Promise<HostLine>;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** Starts a host as a process whose command line names its work folder. */
export function startHostProcess(orders: HostOrders): HostProcess {
  mkdirSync(orders.workFolder, { recursive: true });
  const file = join(orders.workFolder, `${orders.node}.json`);
  writeFileSync(file, JSON.stringify(orders));
  return watchChild(spawn(process.execPath, [SCRIPT, file], { stdio: ['ignore', 'pipe', 'pipe'] }));
}

/** Starts any program that speaks in JSON lines. */
export function startScript(script: string, env: Readonly<Record<string, string>>): HostProcess {
  const child = spawn(process.execPath, ['--enable-source-maps', script], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return watchChild(child);
}

function watchChild(child: ChildProcess): HostProcess {
  const lines: HostLine[] = [];
  const listeners = new Set<() => void>();
  const errors: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (text) => {
      lines.push(JSON.parse(text) as HostLine);
      for (const listener of [...listeners]) listener();
    });
  }
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal })),
  );
  return {
    pid: child.pid ?? -1,
    lines,
    stderr: () => errors.join(''),
    said: (matches) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = lines.find(matches);
          if (found === undefined) return;
          listeners.delete(look);
          resolve(found);
        };
        listeners.add(look);
        look();
        void ended.then(() => {
          look();
          reject(new Error(`the host ended: ${errors.join('')} ${JSON.stringify(lines.slice(-5))}`));
        });
      }),
    kill: (signal) => void child.kill(signal),
    ended,
  };
}
