import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Attendance } from './attendance.js';
import { type ControlPort, openControlPort } from './control-port.js';
import { writeEndpoint } from './endpoint.js';
import { takeLock } from './guardian-lock.js';
import { type Places, placesIn, removeFile } from './places.js';
import type { ServerPlan } from './server-config.js';
import { endOrphan, type RunningServer, startServer, stopServer } from './server-process.js';

/** Why a guardian ended, as its exit code. */
export const GUARDIAN_EXIT = { done: 0, failed: 1, taken: 3 } as const;

const SECRET_BYTES = 16;
/** A server that falls again and again will not be better the next time. */
const MAX_RESTARTS = 5;
const RESTART_WINDOW_MS = 60_000;
const RESTART_PAUSE_MS = 50;

/**
 * Owns a user's own server: starts it, starts it again when it falls, and stops it when its last user is gone.
 * @param stop aborts when we are asked to end
 * @returns the exit code; `taken` when another guardian has this folder
 */
export async function guard(
  dataFolder: string,
  program: string,
  stop: AbortSignal,
): Promise<(typeof GUARDIAN_EXIT)[keyof typeof GUARDIAN_EXIT]> {
  const places = placesIn(dataFolder);
  const lock = takeLock(places.folder, 'guardian');
  if (lock === null) return GUARDIAN_EXIT.taken;
  try {
    await endOrphan(places);
    removeFile(places.endpoint);
    const control = await serve(places, program, stop);
    lock.release();
    // Last, because the last user waits for it: whoever comes next finds the folder free.
    control.close();
    return GUARDIAN_EXIT.done;
  } finally {
    lock.release();
  }
}

/** @returns the control port, still open, when the server has ended */
async function serve(places: Places, program: string, stop: AbortSignal): Promise<ControlPort> {
  const attendance = new Attendance();
  const token = secret();
  const plan = { name: `e2a-local-${secret()}`, port: 0, user: 'e2a', pass: secret() };
  const keeper = new ServerKeeper(places, program);
  const server = await keeper.start(plan);
  const control = await openControlPort(token, plan.name, attendance);
  const { port: serverPort, user, pass, name: serverName } = server.plan;
  writeEndpoint(places.endpoint, { controlPort: control.port, token, serverPort, serverName, user, pass });
  stop.addEventListener('abort', () => attendance.end(), { once: true });
  await Promise.race([attendance.over, keeper.gaveUp]);
  attendance.end();
  removeFile(places.endpoint);
  await keeper.stop();
  return control;
}

/** A letter first: the server takes a word of digits for a number. */
const secret = (): string => `s${randomBytes(SECRET_BYTES).toString('hex')}`;

/** Keeps one server alive, at the same port, so that its users find it again by themselves. */
class ServerKeeper {
  private server: RunningServer | null = null;
  private restarting: Promise<void> = Promise.resolve();
  private stopping = false;
  private readonly falls: number[] = [];
  private giveUp: () => void = () => undefined;
  readonly gaveUp = new Promise<void>((resolve) => {
    this.giveUp = resolve;
  });

  constructor(
    private readonly places: Places,
    private readonly program: string,
  ) {}

  async start(plan: ServerPlan): Promise<RunningServer> {
    const server = await startServer(this.program, plan, this.places);
    this.server = server;
    void server.program.ended.then(() => {
      this.restarting = this.restart(server.plan);
    });
    return server;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.restarting;
    if (this.server) await stopServer(this.server, this.places);
  }

  private async restart(plan: ServerPlan): Promise<void> {
    while (!this.stopping) {
      const now = performance.now();
      this.falls.push(now);
      if (this.falls.filter((at) => now - at < RESTART_WINDOW_MS).length > MAX_RESTARTS) return this.giveUp();
      await wait(RESTART_PAUSE_MS);
      const started = await this.start(plan).catch(() => null);
      if (started !== null) return;
    }
  }
}
