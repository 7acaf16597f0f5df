import { Hono } from 'hono';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WebEnv } from '../web-env.js';

/** Lies beside this file, in src/ and in dist/. */
const FOLDER = fileURLToPath(new URL('assets/', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};
/** They lie under a name of their content: what has that name never changes. */
const FOR_EVER = 'public, max-age=31536000, immutable';
const HASH_LENGTH = 12;

/** The page's own files: style, modules, sign. */
export interface Assets {
  /** From the root of the app; all files share one hash, so that modules find each other beside themselves. */
  readonly folder: string;
  /** The browser asks for all of them at once, rather than one import after another. */
  readonly modules: readonly string[];
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

export function loadAssets(): Assets {
  const names = readdirSync(FOLDER)
    .filter((name) => TYPES[extname(name)] !== undefined)
    .sort();
  const files = new Map(names.map((name) => [name, new Uint8Array(readFileSync(join(FOLDER, name)))] as const));
  return { folder: `assets/${hashOf(files)}/`, modules: names.filter((name) => name.endsWith('.js')), files };
}

function hashOf(contents: ReadonlyMap<string, Uint8Array>): string {
  const hash = createHash('sha256');
  for (const [name, bytes] of contents) hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  return hash.digest('hex').slice(0, HASH_LENGTH);
}

/** `GET /assets/HASH/NAME`, for everybody: the log-in page has a look, too. */
export function assetRoutes({ folder, files }: Assets): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get(`/${folder}:name`, (c) => {
    const name = c.req.param('name') ?? '';
    const bytes = files.get(name);
    if (bytes === undefined) return c.notFound();
    return c.body(bytes, 200, { 'Content-Type': TYPES[extname(name)] ?? '', 'Cache-Control': FOR_EVER });
  });
  return app;
}
