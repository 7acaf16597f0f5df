import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const BIN = fileURLToPath(new URL('../../bin/e2a', import.meta.url));

/** A line of `convert --json`. */
export interface JsonLine {
  readonly type: string;
  readonly task?: string;
  readonly id?: string;
  readonly [key: string]: unknown;
}

/** `e2a convert --json` as a process group of its own, its lines as they come. */
export interface ConvertProcess {
  readonly pid: number;
  readonly lines: readonly JsonLine[];
  readonly stderr: () => string;
  /** The first line for which `wanted` is true, past ones included; rejects when the process ends before. */
  waitFor(wanted: (line: JsonLine) => boolean): Promise<JsonLine>;
  /** SIGKILL to the whole group; resolves when all output has been read. */
  killGroup(): Promise<void>;
  readonly exit: Promise<number | null>;
}

export function startConvert(args: readonly string[], env: NodeJS.ProcessEnv = {}): ConvertProcess {
  const child: ChildProcess = spawn(process.execPath, [BIN, 'convert', '--json', ...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const lines: JsonLine[] = [];
  const waiting: {
    wanted: (line: JsonLine) => boolean;
    resolve: (line: JsonLine) => void;
    reject: (error: Error) => void;
  }[] = [];
  const stderr: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk.toString()));
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = JSON.parse(text) as JsonLine;
      lines.push(line);
      for (const waiter of [...waiting]) {
        if (!waiter.wanted(line)) continue;
        waiting.splice(waiting.indexOf(waiter), 1);
        waiter.resolve(line);
      }
    });
  }
  const exit = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      const error = new Error(`convert ended (${code}) before: ${stderr.join('').slice(-2000)}`);
      for (const waiter of waiting.splice(0)) waiter.reject(error);
      resolve(code);
    });
  });
  const pid = child.pid ?? -1;
  return {
    pid,
    lines,
    stderr: () => stderr.join(''),
    waitFor: (wanted) => {
      const past = lines.find(wanted);
      return past === undefined
        ? new Promise((resolve, reject) => waiting.push({ wanted, resolve, reject }))
        : Promise.resolve(past);
    },
    killGroup: async () => {
      process.kill(-pid, 'SIGKILL');
      await exit;
    },
    exit,
  };
}

/** Ids of the work that had started and not finished in what was read. */
export function inFlight(lines: readonly JsonLine[]): readonly JsonLine[] {
  const open = new Map<string, JsonLine>();
  for (const line of lines) {
    const id = String(line.id);
    if (line.type === 'work-started') open.set(id, line);
    else if (line.type.startsWith('work-')) open.delete(id);
  }
  return [...open.values()];
}

/** sha256 of the decoded samples, and how many there are. */
export async function decodedAudio(file: string): Promise<{ digest: string; samples: number }> {
  const { stdout } = await execa(
    'ffmpeg',
    ['-v', 'error', '-nostdin', '-i', file, '-map', '0:a', '-f', 's16le', '-c:a', 'pcm_s16le', 'pipe:1'],
    {
      encoding: 'buffer',
      maxBuffer: 2 ** 31 - 1,
    },
  );
  return { digest: createHash('sha256').update(stdout).digest('hex'), samples: stdout.length / 2 };
}
