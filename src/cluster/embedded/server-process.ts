import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type BackgroundProgram, startAttached } from '../../programs/index.js';
import { type Endpoint, readEndpoint } from './endpoint.js';
import { readMark, writeMark } from './guardian-lock.js';
import { peekServerName } from './peek-server.js';
import { type Places, readTextFile, removeFile, writePrivately } from './places.js';
import { isRunning, killMarked, type ProcessMark } from './process-identity.js';
import { type ServerPlan, serverConfig } from './server-config.js';

/** A server with a full store recovers within seconds; this is for a very slow disk. */
const START_LIMIT_MS = 30_000;
const POLL_MS = 3;
/** A server that does not end on SIGTERM by then is killed; with `sync_interval: always` nothing is lost by it. */
const STOP_LIMIT_MS = 5_000;

export interface RunningServer {
  readonly plan: ServerPlan;
  readonly pid: number;
  readonly program: BackgroundProgram;
}

/** Starts the server and waits until it takes connections. @throws Error when it does not come up */
export async function startServer(program: string, plan: ServerPlan, places: Places): Promise<RunningServer> {
  for (const name of readdirSync(places.ports)) removeFile(join(places.ports, name));
  writePrivately(places.serverConfig, serverConfig(plan, places));
  const child = startAttached(program, ['-c', places.serverConfig]);
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${program} could not be started`);
  writeMark(places.serverMark, pid);
  const state = { ended: false };
  void child.ended.then(() => {
    state.ended = true;
  });
  for (const until = performance.now() + START_LIMIT_MS; performance.now() < until; await wait(POLL_MS)) {
    if (state.ended) throw new Error(`${program} ended at once`);
    const port = portIn(places.ports);
    if (port !== null && (await peekServerName(port)) === plan.name)
      return { plan: { ...plan, port }, pid, program: child };
  }
  child.kill('SIGKILL');
  throw new Error(`${program} did not take connections within ${START_LIMIT_MS / 1000} s`);
}

export async function stopServer(server: RunningServer, places: Places): Promise<void> {
  server.program.kill('SIGTERM');
  const late = new AbortController();
  const limit = wait(STOP_LIMIT_MS, 'late' as const, { signal: late.signal }).catch(() => 'ended' as const);
  if ((await Promise.race([server.program.ended, limit])) === 'late') server.program.kill('SIGKILL');
  late.abort();
  await server.program.ended;
  removeFile(places.serverMark);
}

/** Ends a server whose guardian was killed. Two on one store would spoil it, so it goes before the next one comes. */
export async function endOrphan(places: Places): Promise<void> {
  const mark = readMark(places.serverMark);
  if (mark === null || !(await isOurServer(mark, readEndpoint(places.endpoint)))) return;
  for (const until = performance.now() + STOP_LIMIT_MS; isRunning(mark); await wait(POLL_MS)) {
    killMarked(mark);
    if (performance.now() > until) throw new Error(`the old nats-server (process ${mark.pid}) does not end`);
  }
  removeFile(places.serverMark);
}

/** Where the system does not tell one process from a later one of the same number, the server itself is asked. */
async function isOurServer(mark: ProcessMark, endpoint: Endpoint | null): Promise<boolean> {
  if (mark.identity !== null) return true;
  return endpoint !== null && (await peekServerName(endpoint.serverPort)) === endpoint.serverName;
}

function portIn(folder: string): number | null {
  const [name] = readdirSync(folder).filter((file) => file.endsWith('.ports'));
  const text = name === undefined ? null : readTextFile(join(folder, name));
  const port = text === null ? undefined : /"nats:\/\/[^"]*:(\d+)"/.exec(text)?.[1];
  return port === undefined ? null : Number(port);
}
