import { type ChildProcess, spawn, spawnSync } from 'node:child_process';

/** How a program ended: its exit code, or the signal that ended it, or that it never started. */
export interface ProgramEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly error: Error | null;
}

/** A program that runs beside us and says nothing. */
export interface BackgroundProgram {
  readonly pid: number | undefined;
  readonly ended: Promise<ProgramEnd>;
  kill(signal: NodeJS.Signals): void;
}

/**
 * Starts a program that outlives us: in a process group of its own, so that what kills our group spares it, and without
 * keeping us alive.
 */
export function startDetached(program: string, args: readonly string[]): BackgroundProgram {
  const child = spawn(program, [...args], { detached: true, stdio: 'ignore', windowsHide: true });
  child.unref();
  return watched(child);
}

/**
 * Starts a program that must not outlive us, however we end: on Linux the kernel kills it when we die. Elsewhere whoever
 * comes next has to look for it.
 */
export function startAttached(program: string, args: readonly string[]): BackgroundProgram {
  const [first = program, ...rest] = diesWithParent('KILL', program, args);
  return watched(spawn(first, rest, { stdio: 'ignore', windowsHide: true }));
}

/** The command line that has the kernel send `signal` to the program when we die, where there is such a thing. */
export const diesWithParent = (signal: 'KILL' | 'TERM', program: string, args: readonly string[]): readonly string[] =>
  canDieWithParent() ? [SETPRIV, '--pdeathsig', signal, program, ...args] : [program, ...args];

/** Of util-linux; the one of busybox does not know the option. */
const SETPRIV = 'setpriv';

const canDieWithParent = (): boolean =>
  process.platform === 'linux' && spawnSync(SETPRIV, ['--pdeathsig', 'KILL', 'true'], { stdio: 'ignore' }).status === 0;

export function watched(child: ChildProcess): BackgroundProgram {
  const ended = new Promise<ProgramEnd>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal, error: null }));
    child.once('error', (error) => resolve({ code: null, signal: null, error }));
  });
  return { pid: child.pid, ended, kill: (signal) => void child.kill(signal) };
}
