import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CODES, EXIT, UserError } from '../../core/index.js';
import { runProgram } from '../../programs/index.js';

/** Older ones deliver finished work again after a hard stop, or cannot write through to the disk. */
export const OLDEST_SERVER = '2.10.27';

export interface FoundServer {
  readonly path: string;
  readonly version: string;
  /** In words: `E2A_NATS_SERVER`, `the cache`, `PATH`. */
  readonly origin: string;
}

export interface ServerSearch {
  /** The user's own choice; nothing else is tried then. */
  readonly serverPath?: string | undefined;
  /** Where set-up puts `nats-server-<version>/nats-server`. */
  readonly cacheFolder: string;
}

/** It prints its version and ends. */
const ASK_LIMIT_MS = 5_000;
const FROM_CHOICE = 'E2A_NATS_SERVER';

/** @throws UserError (exit 7): none is there, or only ones that are too old or do not run. */
export async function findServer(search: ServerSearch): Promise<FoundServer> {
  if (search.serverPath !== undefined) return await chosen(search.serverPath);
  const passedOver: string[] = [];
  for (const { path, origin } of candidates(search.cacheFolder)) {
    const version = await versionOf(path);
    if (version !== null && !isOlder(version)) return { path, version, origin };
    if (version !== null) passedOver.push(`${path} (${origin}) is version ${version}`);
  }
  throw missing(passedOver);
}

async function chosen(path: string): Promise<FoundServer> {
  const version = await versionOf(path);
  if (version !== null && !isOlder(version)) return { path, version, origin: FROM_CHOICE };
  throw new UserError(
    {
      code: version === null ? CODES.serverMissing : CODES.serverTooOld,
      what: `The nats-server that was chosen cannot be used: ${path}`,
      why: version === null ? 'It does not run.' : `It is version ${version}; ${OLDEST_SERVER} or newer is needed.`,
      fix: `Set ${FROM_CHOICE} to another one, or leave it unset.`,
    },
    EXIT.unavailable,
  );
}

function candidates(cacheFolder: string): { path: string; origin: string }[] {
  const cached = cachedVersions(cacheFolder).map((name) => ({
    path: join(cacheFolder, name, PROGRAM),
    origin: 'the cache',
  }));
  return [...cached, { path: PROGRAM, origin: 'PATH' }];
}

const PROGRAM = process.platform === 'win32' ? 'nats-server.exe' : 'nats-server';

/** Newest first. */
function cachedVersions(cacheFolder: string): string[] {
  try {
    const names = readdirSync(cacheFolder).filter((name) => /^nats-server-\d/.test(name));
    return names.toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  } catch {
    return [];
  }
}

/** Null when it does not run or is something else. */
async function versionOf(path: string): Promise<string | null> {
  try {
    const { stdout } = await runProgram({ program: path, args: ['--version'], deadlineMs: ASK_LIMIT_MS });
    return /v(\d+\.\d+\.\d+)/.exec(Buffer.from(stdout).toString('utf8'))?.[1] ?? null;
  } catch {
    return null;
  }
}

const isOlder = (version: string): boolean => version.localeCompare(OLDEST_SERVER, 'en', { numeric: true }) < 0;

const missing = (passedOver: readonly string[]): UserError =>
  new UserError(
    {
      code: CODES.serverMissing,
      what: 'No nats-server that e2a can use was found on this machine.',
      why:
        passedOver.length === 0
          ? `Looked at ${FROM_CHOICE}, in e2a's cache and on PATH.`
          : `${passedOver.join('; ')}; ${OLDEST_SERVER} or newer is needed.`,
      fix: [
        'npm run setup (fetches one into the cache and checks it); or',
        ...(process.platform === 'darwin' ? ['brew install nats-server; or'] : []),
        'go install github.com/nats-io/nats-server/v2@v2.15.1; or',
        `${FROM_CHOICE}=/path/to/nats-server`,
      ].join(' '),
    },
    EXIT.unavailable,
  );
