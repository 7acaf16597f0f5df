import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './places.mjs';
import { isStarted } from './started.mjs';

/** What browsers get as it is: style and plain modules. From src/ to dist/. */
const ASSETS = join('web', 'page', 'assets');

/** The compiler passes over what is no TypeScript. */
export function copyPageAssets(root = ROOT) {
  cpSync(join(root, 'src', ASSETS), join(root, 'dist', ASSETS), { recursive: true });
}

if (isStarted(import.meta.url)) copyPageAssets();
