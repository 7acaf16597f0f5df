import { spawn } from 'node:child_process';
import { type BackgroundProgram, diesWithParent, watched } from './background-program.js';

/**
 * Starts a program that works beside us and says what it has to say where we do. The signals of a terminal do not reach
 * it: it is told by us alone. When we die without a word it is asked to end (SIGTERM), on Linux.
 * @param environment all of it
 */
export function startCompanion(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): BackgroundProgram {
  const [first = program, ...rest] = diesWithParent('TERM', program, args);
  return watched(
    spawn(first, rest, {
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...environment },
      windowsHide: true,
    }),
  );
}
