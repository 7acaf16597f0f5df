import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How long a server may take to say where it listens. */
const START_LIMIT_MS = 10_000;
const POLL_MS = 5;
/** Tests use only a corner of the disk. */
const STORE = 'max_file_store: 2GB, max_memory_store: 64MB';

/** The server the tests run against: `E2A_NATS_SERVER`, else the one set-up cached, else one on PATH. Loud when there is none. */
export function natsServerProgram(): string {
  const found = process.env['E2A_NATS_SERVER'] ?? cachedServers().at(-1) ?? onPath();
  if (found) return found;
  throw new Error('No nats-server for the tests. Run `npm run setup`, or set E2A_NATS_SERVER=/path/to/nats-server.');
}

/**
 * One server of each version there is, the oldest first: the one above, those in the cache, those that `npm test`
 * fetches for the tests only, and those named in E2A_NATS_SERVERS (comma-separated).
 */
export function natsServerPrograms(): { version: string; program: string }[] {
  const named = (process.env['E2A_NATS_SERVERS'] ?? '').split(',').filter(Boolean);
  const byVersion = new Map<string, string>();
  const all = [...cachedServers('test-servers'), ...cachedServers(), ...named, natsServerProgram()];
  for (const program of all) byVersion.set(versionOf(program), program);
  return [...byVersion]
    .map(([version, program]) => ({ version, program }))
    .toSorted((a, b) => a.version.localeCompare(b.version, 'en', { numeric: true }));
}

const versionOf = (program: string): string =>
  /v?(\d+\.\d+\.\d+)/.exec(execFileSync(program, ['--version'], { encoding: 'utf8' }))?.[1] ?? 'unknown';

function cachedServers(below = ''): string[] {
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'e2a', below);
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .filter((name) => name.startsWith('nats-server-'))
    .map((name) => join(cache, name, 'nats-server'))
    .filter((path) => existsSync(path))
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

function onPath(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(':');
  return folders.map((folder) => join(folder, 'nats-server')).find((path) => existsSync(path));
}

export interface TestServerOptions {
  readonly program?: string;
  /** Runs on config/nats-server.conf as we ship it, in places of its own; `config` is added. */
  readonly shipped?: boolean;
  /** With `shipped`: on config/nats-cluster.conf, as one of these servers. */
  readonly member?: ClusterMember;
  /** Added to our own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where the store lies; a folder of the test's own. */
  readonly storeFolder?: string;
  /** Lines for the configuration file. */
  readonly config?: string;
  /** `sync_interval: always`, as we ship it; off by default, tests of rules do not need the disk. */
  readonly syncAlways?: boolean;
  readonly jetStream?: boolean;
}

export interface ClusterMember {
  readonly name: string;
  /** Where it waits for the others. */
  readonly port: number;
  /** Where all of them wait. */
  readonly ports: readonly number[];
}

/** A real nats-server of its own port, store and end. */
export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly folder: string;
  readonly pid: number;
  /** Ends the process, SIGKILL by default; the store stays. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** On the same port and store. */
  start(): Promise<void>;
  /** Ends it and removes the store. */
  stop(): Promise<void>;
}

export async function startNats(options: TestServerOptions = {}): Promise<TestServer> {
  const program = options.program ?? natsServerProgram();
  const folder = mkdtempSync(join(tmpdir(), 'e2a-nats-'));
  const state: { child: ChildProcess | null; port: number } = { child: null, port: 0 };
  const start = async (): Promise<void> => {
    const ports = join(folder, 'ports');
    rmSync(ports, { recursive: true, force: true });
    mkdirSync(ports);
    if (options.shipped) cpSync(join(CONFIG_FOLDER, 'nats-roles.conf'), join(folder, 'nats-roles.conf'));
    const { member } = options;
    if (member) writeFileSync(join(folder, 'nats-server.conf'), configOf(folder, ports, state.port, options));
    if (member) writeFileSync(join(folder, 'server.conf'), memberConfig(member));
    else writeFileSync(join(folder, 'server.conf'), configOf(folder, ports, state.port, options));
    const env = { ...process.env, ...(member ? { E2A_SERVER_NAME: member.name } : {}), ...options.env };
    const child = spawn(...dyingWithUs(program, ['-c', join(folder, 'server.conf')]), { stdio: 'ignore', env });
    state.child = child;
    state.port = await portIn(ports, child);
  };
  const kill = async (signal: NodeJS.Signals = 'SIGKILL'): Promise<void> => {
    const child = state.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    await ended;
  };
  await start();
  return {
    folder,
    get port() {
      return state.port;
    },
    get url() {
      return `nats://127.0.0.1:${state.port}`;
    },
    get pid() {
      return state.child?.pid ?? -1;
    },
    kill,
    start,
    stop: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A test run that is killed leaves no server behind where the system can see to it. */
function dyingWithUs(program: string, args: string[]): [string, string[]] {
  return existsSync('/usr/bin/setpriv')
    ? ['/usr/bin/setpriv', ['--pdeathsig', 'KILL', program, ...args]]
    : [program, args];
}

function configOf(folder: string, ports: string, port: number, options: TestServerOptions): string {
  const listen = `127.0.0.1:${port === 0 ? -1 : port}`;
  const store = options.storeFolder ?? join(folder, 'js');
  return [
    ...(options.shipped ? [shippedConfig(listen, store)] : testConfig(listen, store, options)),
    `ports_file_dir: "${ports}"`,
    `log_file: "${join(folder, 'server.log')}"`,
    options.config ?? '',
  ].join('\n');
}

function testConfig(listen: string, store: string, options: TestServerOptions): string[] {
  const sync = options.syncAlways ? ', sync_interval: always' : '';
  const jetStream = `jetstream { store_dir: "${store}", ${STORE}${sync} }`;
  return ['server_name: "e2a-test"', `listen: "${listen}"`, options.jetStream === false ? '' : jetStream];
}

const CONFIG_FOLDER = fileURLToPath(new URL('../../config/', import.meta.url));

/** Only the places are changed. */
const shippedConfig = (listen: string, store: string): string =>
  changed('nats-server.conf', {
    '0.0.0.0:4222': listen,
    '127.0.0.1:8222': '127.0.0.1:-1',
    '/data/jetstream': store,
  });

const memberConfig = ({ port, ports }: ClusterMember): string =>
  changed('nats-cluster.conf', {
    '0.0.0.0:6222': `127.0.0.1:${port}`,
    ...Object.fromEntries(ports.map((each, i) => [`nats-${i + 1}:6222`, `127.0.0.1:${each}`])),
  });

function changed(file: string, changes: Readonly<Record<string, string>>): string {
  const text = readFileSync(join(CONFIG_FOLDER, file), 'utf8');
  return Object.entries(changes).reduce((result, [from, to]) => {
    if (!result.includes(from)) throw new Error(`config/${file} does not say ${from} any more`);
    return result.replace(from, to);
  }, text);
}

async function portIn(ports: string, child: ChildProcess): Promise<number> {
  const until = Date.now() + START_LIMIT_MS;
  while (Date.now() < until) {
    const [file] = readdirSync(ports).filter((name) => name.endsWith('.ports'));
    const text = file ? readFileSync(join(ports, file), 'utf8') : '';
    const port = /"(?:nats|tls):\/\/[^"]*:(\d+)"/.exec(text)?.[1];
    if (port) return Number(port);
    if (child.exitCode !== null) throw new Error(`nats-server ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error('nats-server did not say where it listens');
}
