import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { natsServerProgram } from './nats.js';

const BIN = fileURLToPath(new URL('../../bin/e2a', import.meta.url));

export interface CommandEnd {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The environment of a user who has set nothing but where the server program is. */
export function userEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('E2A_') && name !== 'NODE_OPTIONS'),
  );
  const voices = process.env['E2A_VOICES'];
  return {
    ...clean,
    E2A_NATS_SERVER: natsServerProgram(),
    ...(voices === undefined ? {} : { E2A_VOICES: voices }),
    ...extra,
  };
}

/** Runs the built command to its end; never throws on an exit code. */
export async function e2a(
  args: readonly string[],
  extra: Readonly<Record<string, string>> = {},
  cwd?: string,
): Promise<CommandEnd> {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [BIN, ...args], {
    reject: false,
    extendEnv: false,
    env: userEnvironment(extra),
    maxBuffer: 64 * 1024 * 1024,
    ...(cwd === undefined ? {} : { cwd }),
  });
  return { code: exitCode ?? -1, stdout, stderr };
}

export interface RunningCommand {
  readonly pid: number;
  /** All of stderr so far. */
  readonly words: () => string;
  /** Resolves when stderr holds the text; rejects when the command ends before. */
  waitForWords(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** Exit code, or null after a signal. */
  readonly ended: Promise<number | null>;
}

/** Starts the built command and lets it run. */
export function startE2a(args: readonly string[], extra: Readonly<Record<string, string>> = {}): RunningCommand {
  const child = execa(process.execPath, [BIN, ...args], {
    reject: false,
    extendEnv: false,
    env: userEnvironment(extra),
    buffer: false,
    stdout: 'ignore',
    stderr: 'pipe',
  });
  let words = '';
  const waiting: { text: string; resolve: () => void; reject: (error: Error) => void }[] = [];
  child.stderr.on('data', (chunk: Buffer) => {
    words += chunk.toString();
    for (const waiter of [...waiting]) {
      if (!words.includes(waiter.text)) continue;
      waiting.splice(waiting.indexOf(waiter), 1);
      waiter.resolve();
    }
  });
  const ended = child.then((result) => {
    for (const waiter of waiting.splice(0)) waiter.reject(new Error(`e2a ${args[0]} ended: ${words}`));
    return result.exitCode ?? null;
  });
  return {
    pid: child.pid ?? -1,
    words: () => words,
    waitForWords: (text) =>
      words.includes(text)
        ? Promise.resolve()
        : new Promise((resolve, reject) => waiting.push({ text, resolve, reject })),
    kill: (signal) => void child.kill(signal),
    ended,
  };
}
