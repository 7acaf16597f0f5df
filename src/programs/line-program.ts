import { createInterface } from 'node:readline';
import { execa } from 'execa';

/** A long-lived program that answers lines with lines. */
export interface LineProgram {
  readonly pid: number | undefined;
  /** Writes one line (a line break is added). */
  write(line: string): void;
  /** Next line of its standard output; rejects with an Error when it has ended. */
  readLine(): Promise<string>;
  /** Kills it (SIGKILL) and waits for its end. */
  close(): Promise<void>;
}

/** Starts it without a shell; it ends when its standard input closes, so also when we die. */
export function startLineProgram(program: string, args: readonly string[]): LineProgram {
  const child = execa(program, [...args], {
    reject: false,
    buffer: false,
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'ignore',
    cleanup: true,
  });
  const ready: string[] = [];
  const waiting: { resolve: (line: string) => void; reject: (error: Error) => void }[] = [];
  let ended: Error | null = null;
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const next = waiting.shift();
      if (next) next.resolve(line);
      else ready.push(line);
    });
  }
  child.stdin?.on('error', () => undefined);
  const done = child.then((result) => {
    ended = new Error(`${program} ended (${result.code ?? result.exitCode ?? result.signal ?? 'unknown'})`);
    for (const waiter of waiting.splice(0)) waiter.reject(ended);
  });
  return {
    get pid() {
      return child.pid;
    },
    write: (line) => void child.stdin?.write(`${line}\n`),
    readLine: () => {
      const line = ready.shift();
      if (line !== undefined) return Promise.resolve(line);
      if (ended) return Promise.reject(ended);
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    close: async () => {
      child.kill('SIGKILL');
      await done;
    },
  };
}
