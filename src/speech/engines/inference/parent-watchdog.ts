/** A thread of the child with an event loop of its own: kills the process when its parent is gone. */
import { workerData } from 'node:worker_threads';

const POLL_MS = 500;
const parent = Number((workerData as { parent: unknown }).parent);

/** On Linux and macOS an orphan gets another parent; elsewhere the number stays, so it is asked for too. */
function parentLives(): boolean {
  if (process.ppid !== parent) return false;
  try {
    return process.kill(parent, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

setInterval(() => {
  if (!parentLives()) process.kill(process.pid, 'SIGKILL');
}, POLL_MS);
