/** CPU time and memory of processes, as Linux keeps them in /proc. */
import { readdirSync, readFileSync } from 'node:fs';

export const canReadProcesses = process.platform === 'linux';

/** USER_HZ; 100 on every Linux Node runs on. */
const TICKS_PER_SECOND = 100;
const KIB = 1024;
const MB = 1_000_000;
/** Places in /proc/PID/stat after the name in brackets: state is 0. */
const FIELD = { ppid: 1, utime: 11, stime: 12, cutime: 13, cstime: 14 };

/**
 * CPU seconds of a process, of those below it that live, and of those that have ended and were waited for.
 * The difference of two readings is the work in between, as long as nobody below `pid` is orphaned.
 */
export function treeCpuSeconds(pid = process.pid) {
  const all = statsByPid();
  const ticks = [pid, ...below(pid, all)].reduce((sum, one) => {
    const stat = all.get(one);
    return sum + (stat ? stat.utime + stat.stime + stat.cutime + stat.cstime : 0);
  }, 0);
  return ticks / TICKS_PER_SECOND;
}

/** CPU seconds of one process and the children it has waited for. */
export function cpuSeconds(pid) {
  const stat = statOf(pid);
  return stat ? (stat.utime + stat.stime + stat.cutime + stat.cstime) / TICKS_PER_SECOND : 0;
}

/** Memory a process has in RAM now, in MB (10^6 bytes); null when it is gone. */
export function memoryMb(pid) {
  const found = /^VmRSS:\s+(\d+) kB/m.exec(read(pid, 'status') ?? '');
  return found ? (Number(found[1]) * KIB) / MB : null;
}

/** Most memory a process has had in RAM so far, in MB (10^6 bytes); null when it is gone. */
export function peakMemoryMb(pid) {
  const found = /^VmHWM:\s+(\d+) kB/m.exec(read(pid, 'status') ?? '');
  return found ? (Number(found[1]) * KIB) / MB : null;
}

/** @returns `{ pid, command }` of everything below `pid`. */
export function descendants(pid = process.pid) {
  return below(pid, statsByPid()).map((one) => ({
    pid: one,
    command: (read(one, 'cmdline') ?? '').replaceAll('\0', ' ').trim(),
  }));
}

function below(pid, all) {
  const found = [];
  const open = [pid];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    for (const [one, stat] of all) {
      if (stat.ppid !== parent) continue;
      found.push(one);
      open.push(one);
    }
  }
  return found;
}

function statsByPid() {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return new Map(pids.map((pid) => [Number(pid), statOf(pid)]).filter(([, stat]) => stat !== null));
}

function statOf(pid) {
  const text = read(pid, 'stat');
  if (text === null) return null;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return Object.fromEntries(Object.entries(FIELD).map(([name, place]) => [name, Number(fields[place])]));
}

function read(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return null;
  }
}
