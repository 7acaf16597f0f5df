import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { platformFolders } from '../config/index.js';
import type { Surroundings } from './surroundings.js';

/** Keeps the stack of the last unexpected error where a user can find it. @returns the path, or null when it could not be written. */
export function writeCrashReport(stack: string, surroundings: Surroundings): string | null {
  const { argv, version, nodeVersion, platform, clock } = surroundings;
  const folder = platformFolders(surroundings).cache;
  const path = join(folder, 'last-error.log');
  const head = [`e2a ${version}`, `node ${nodeVersion} on ${platform}`, new Date(clock.now()).toISOString()].join(', ');
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, `${head}\ne2a ${argv.join(' ')}\n\n${stack}\n`);
    return path;
  } catch {
    return null;
  }
}
