import { homedir, platform } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const isMac = platform() === 'darwin';

/** The clone this script lies in. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Things that can be fetched again: nats-server, the nats CLI; the same rule as in src/config. */
export function cacheFolder() {
  if (process.env.E2A_CACHE) return process.env.E2A_CACHE;
  const home = process.env.XDG_CACHE_HOME || (isMac ? join(homedir(), 'Library/Caches') : join(homedir(), '.cache'));
  return join(home, 'e2a');
}

/** Where `e2a voices pull` puts voices; the same rule as in src/config. */
export function voicesFolder() {
  const home =
    process.env.XDG_DATA_HOME ||
    (isMac ? join(homedir(), 'Library/Application Support') : join(homedir(), '.local/share'));
  return process.env.E2A_VOICES || join(home, 'e2a', 'voices');
}
