import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './places.mjs';
import { findOnPath, isExecutable, run } from './programs.mjs';
import { say } from './say.mjs';

/** Built with Go 1.26; go install checks it against Go's checksum database. */
const MODULE = 'github.com/nats-io/natscli/nats@v0.5.1';

/** One test is not worth more; alone on two cores it takes one minute. */
const BUILD_LIMIT_MS = 10 * 60 * 1000;

/**
 * The plain `nats` command, which only a test needs: on PATH, else in our cache, else built there when Go is here.
 * @returns {Promise<string | null>} its path
 */
export async function findNatsCli() {
  const cached = join(cacheFolder(), 'nats-cli', 'nats');
  const found = findOnPath('nats') ?? (isExecutable(cached) ? cached : null);
  if (found !== null) return found;
  const go = findOnPath('go');
  if (go === null) return missing('Go is not here to build it');
  say(
    `building the nats command (Apache-2.0; only tests use it) with go install ${MODULE}; takes a minute or more, once`,
  );
  const folder = join(cacheFolder(), 'nats-cli');
  mkdirSync(folder, { recursive: true });
  const args = ['install', '-trimpath', '-ldflags=-s -w', MODULE];
  const built = await run(go, args, { env: { GOBIN: folder, CGO_ENABLED: '0' }, timeoutMs: BUILD_LIMIT_MS });
  return built && isExecutable(cached) ? cached : missing('Go could not build it');
}

/** @param {string} why @returns {null} */
function missing(why) {
  say(`no nats command: ${why}. THE TEST THAT READS A JOB WITH IT WILL BE SKIPPED`);
  return null;
}
