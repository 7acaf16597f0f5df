import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './places.mjs';
import { run } from './programs.mjs';
import { EXIT, SetupStop, say } from './say.mjs';

/** onnxruntime's install script would fetch CUDA libraries (hundreds of MB); a GPU is a separate, explicit step. */
const SKIP_CUDA = { ONNXRUNTIME_NODE_INSTALL: 'skip' };

/** Installs what package-lock.json names, unless it is there already. */
export async function installPackages(root = ROOT) {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const stamp = join(root, 'node_modules', '.e2a-installed');
  const wanted = createHash('sha256').update(lock).digest('hex');
  if (readIfThere(stamp) === wanted) return;
  if (!isInstalled(lock, readIfThere(join(root, 'node_modules', '.package-lock.json')))) {
    say('installing npm packages (npm ci; without the CUDA files of onnxruntime)');
    const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
    if (!(await run('npm', args, { cwd: root, env: SKIP_CUDA }))) {
      throw new SetupStop(
        'npm ci failed; its message stands above. What to do: mend that, then run this again',
        EXIT.failed,
      );
    }
  }
  writeFileSync(stamp, wanted);
}

/**
 * Whether npm's own record of node_modules holds every package of the lock file (somebody ran npm by hand).
 * @param {string} lock text of package-lock.json @param {string | null} record text of node_modules/.package-lock.json
 */
export function isInstalled(lock, record) {
  if (record === null) return false;
  const there = JSON.parse(record).packages ?? {};
  return Object.entries(JSON.parse(lock).packages ?? {}).every(([path, wanted]) => {
    if (path === '') return true;
    const found = there[path];
    return found === undefined ? wanted.optional === true : found.version === wanted.version;
  });
}

/** @param {string} path */
function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
