import { existsSync, statfsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { CODES, EXIT, UserError } from '../../core/index.js';
import { compiledEntry, type ProgramEnd, startDetached } from '../../programs/index.js';
import { type Endpoint, readEndpoint } from './endpoint.js';
import { findServer, type ServerSearch } from './find-server.js';
import { GUARDIAN_EXIT } from './guardian.js';
import { isGuarded } from './guardian-lock.js';
import { type Hold, holdServer } from './hold-server.js';
import { peekServerName } from './peek-server.js';
import { folderIn, type Places, placesIn, readTextFile } from './places.js';
import { removeStore } from './remove-store.js';
import { endOrphan } from './server-process.js';

export interface EmbeddedOptions extends ServerSearch {
  /** The store lies in `<dataFolder>/nats`. */
  readonly dataFolder: string;
  /** Told in a sentence which server is used. */
  readonly say?: ((sentence: string) => void) | undefined;
}

/** A server of this user on this machine, ours for as long as we hold it. */
export interface EmbeddedServer {
  readonly servers: string;
  readonly user: string;
  readonly pass: string;
  /** Nobody else used it when we came: what is leased there belongs to the dead. */
  readonly exclusive: boolean;
  /** Bytes its streams may reserve when they are made: a part of what the disk has free. */
  readonly storageBytes: number;
  /** Resolves when the server has ended without our asking. */
  readonly lost: Promise<void>;
  /** Lets go of it; when nobody else uses it, resolves after it has ended. */
  stop(): Promise<void>;
  /** As `stop`, and takes the store away again that this start made, unless somebody else is there by now. */
  undo(): Promise<void>;
}

/** A guardian that is stopping needs its time, and so does a server with a large store. */
const START_LIMIT_MS = 40_000;
const POLL_MS = 5;
/** Of the free disk; the rest is for finished files and for everybody else. */
const DISK_SHARE = 0.6;
const STORAGE_MAX_BYTES = 200 * 1024 ** 3;
const LOG_LINES = 5;

/**
 * Starts a nats-server of this user, or shares the one that runs on the same data folder.
 * @throws UserError (exit 7): no server program, one too old, or one that does not come up.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const isNew = !existsSync(folderIn(options.dataFolder));
  const places = placesIn(options.dataFolder);
  const starter = new GuardianStarter(options, places);
  for (const until = performance.now() + START_LIMIT_MS; performance.now() < until; await wait(POLL_MS)) {
    const held = await tryHold(places);
    if (held) return serverOf(held, options.dataFolder, { places, isNew });
    await starter.startIfNeeded();
  }
  throw notUp(places, `It did not come up within ${START_LIMIT_MS / 1000} s.`);
}

interface Held {
  readonly endpoint: Endpoint;
  readonly hold: Hold;
}

async function tryHold(places: Places): Promise<Held | null> {
  const endpoint = readEndpoint(places.endpoint);
  const hold = endpoint && (await holdServer(endpoint));
  return endpoint && hold ? { endpoint, hold } : null;
}

/** At most one guardian of ours at a time, and none while another has the folder. */
class GuardianStarter {
  private program: string | null = null;
  private running = false;
  private failure: ProgramEnd | null = null;

  constructor(
    private readonly options: EmbeddedOptions,
    private readonly places: Places,
  ) {}

  async startIfNeeded(): Promise<void> {
    if (this.failure) throw notUp(this.places, 'It ended while it was starting.');
    if (this.running || isGuarded(this.places.folder)) return;
    const program = await this.find();
    this.running = true;
    const guardian = startDetached(process.execPath, [
      compiledEntry('guardian-main', import.meta.url),
      this.options.dataFolder,
      program,
    ]);
    void guardian.ended.then((end) => {
      this.running = false;
      const expected = end.code === GUARDIAN_EXIT.done || end.code === GUARDIAN_EXIT.taken;
      if (!expected) this.failure = end;
    });
  }

  private async find(): Promise<string> {
    if (this.program !== null) return this.program;
    const found = await findServer(this.options);
    this.options.say?.(`nats-server ${found.version} from ${found.origin} (${found.path})`);
    this.program = found.path;
    return found.path;
  }
}

interface Store {
  readonly places: Places;
  /** It was not there before. */
  readonly isNew: boolean;
}

function serverOf({ endpoint, hold }: Held, dataFolder: string, { places, isNew }: Store): EmbeddedServer {
  const { serverPort, user, pass } = endpoint;
  return {
    servers: `nats://127.0.0.1:${serverPort}`,
    user,
    pass,
    exclusive: hold.alone,
    storageBytes: storageOf(dataFolder),
    lost: hold.lost.then(() => endLeftServer(endpoint, places).catch(() => undefined)),
    stop: () => hold.letGo(),
    undo: async () => {
      await hold.letGo();
      if (isNew) removeStore(places.folder);
    },
  };
}

/**
 * The guardian was killed. Where the system did not end its server with it, we do: nobody else would. A server of
 * another name is the next guardian's.
 */
async function endLeftServer(endpoint: Endpoint, places: Places): Promise<void> {
  if ((await peekServerName(endpoint.serverPort)) === endpoint.serverName) await endOrphan(places);
}

function storageOf(dataFolder: string): number {
  const disk = statfsSync(dataFolder);
  return Math.min(STORAGE_MAX_BYTES, Math.floor(disk.bavail * disk.bsize * DISK_SHARE));
}

const notUp = (places: Places, why: string): UserError =>
  new UserError(
    {
      code: CODES.serverFailed,
      what: 'The nats-server of this machine did not start.',
      why: [why, ...lastLines(places.guardianLog), ...lastLines(places.serverLog)].join(' | '),
      fix: `Look at ${places.serverLog}; e2a doctor`,
    },
    EXIT.unavailable,
  );

const lastLines = (path: string): string[] =>
  (readTextFile(path) ?? '').trim().split('\n').filter(Boolean).slice(-LOG_LINES);
