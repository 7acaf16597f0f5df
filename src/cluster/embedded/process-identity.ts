import { readFileSync } from 'node:fs';
import { isAlive } from '../../programs/index.js';

/** A process that can be recognised later, when its number may belong to another. */
export interface ProcessMark {
  readonly pid: number;
  /** What tells it from a later process of the same number; null where the system does not say. */
  readonly identity: string | null;
}

/** Fields of /proc/PID/stat after the name in parentheses. */
const STATE_AT = 0;
const START_TIME_AT = 19;
const ENDED_STATES = ['Z', 'X'];

export const markOf = (pid: number): ProcessMark => ({ pid, identity: identityOf(pid) });

/** True while that very process runs; a zombie has ended. */
export function isRunning(mark: ProcessMark): boolean {
  if (!isAlive(mark.pid)) return false;
  const stat = statOf(mark.pid);
  if (stat === null) return true;
  if (ENDED_STATES.includes(stat[STATE_AT] ?? '')) return false;
  return mark.identity === null || mark.identity === identityOf(mark.pid);
}

/** Kills that very process, none that took its number. */
export function killMarked(mark: ProcessMark): void {
  if (!isRunning(mark)) return;
  try {
    process.kill(mark.pid, 'SIGKILL');
  } catch {
    // It has ended between the question and the kill.
  }
}

/** Boot and start time: together they never come back. */
function identityOf(pid: number): string | null {
  const stat = statOf(pid);
  const boot = readOrNull('/proc/sys/kernel/random/boot_id');
  return stat === null || boot === null ? null : `${boot.trim()}:${stat[START_TIME_AT] ?? ''}`;
}

function statOf(pid: number): string[] | null {
  const text = readOrNull(`/proc/${pid}/stat`);
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
