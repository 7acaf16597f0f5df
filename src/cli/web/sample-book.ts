import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WebOptions } from '../../web/index.js';

/** A short story, written for e2a. */
const FILE = fileURLToPath(new URL('../../../samples/the-lighthouse-clock.epub', import.meta.url));

/** The book that comes with e2a; undefined where it was left out. */
export const sampleBook = (file = FILE): WebOptions['sample'] =>
  existsSync(file)
    ? async () => ({ fileName: basename(file), bytes: new Uint8Array(await readFile(file)) })
    : undefined;
