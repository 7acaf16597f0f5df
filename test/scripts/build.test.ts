import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { load } from './load.js';

const { buildProgram } = await load<{ buildProgram(root: string): Promise<void> }>('scripts/setup/build.mjs');

/** Stands in for the compiler: counts its runs, and fails when a source says so. */
const COMPILER = `
const fs = require('node:fs');
const runs = fs.existsSync('runs') ? Number(fs.readFileSync('runs', 'utf8')) : 0;
fs.writeFileSync('runs', String(runs + 1));
process.exit(fs.readFileSync('src/a/a.ts', 'utf8').includes('broken') ? 1 : 0);`;

describe('buildProgram', () => {
  const made = { root: '' };
  const runs = async (): Promise<string> => await readFile(join(made.root, 'runs'), 'utf8');
  const put = async (path: string, text: string): Promise<void> => {
    await mkdir(join(made.root, path, '..'), { recursive: true });
    await writeFile(join(made.root, path), text);
  };

  beforeEach(async () => {
    made.root = await mkdtemp(join(tmpdir(), 'e2a-build-'));
    await put('node_modules/typescript/bin/tsc', COMPILER);
    for (const path of ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json']) await put(path, '{}');
    await put('src/a/a.ts', 'export {};');
    await put('src/web/page/assets/page.css', 'a{}');
  });
  afterEach(() => rm(made.root, { recursive: true, force: true }));

  it('builds once, and again only when something it reads has changed', async () => {
    await buildProgram(made.root);
    await buildProgram(made.root);
    expect(await runs()).toBe('1');
    await utimes(join(made.root, 'src/a/a.ts'), 1, 1);
    await buildProgram(made.root);
    expect(await runs()).toBe('2');
    await put('src/a/b.ts', 'export {};');
    await buildProgram(made.root);
    expect(await runs()).toBe('3');
  });
  it('brings along what browsers get as it is', async () => {
    await buildProgram(made.root);
    expect(await readFile(join(made.root, 'dist/web/page/assets/page.css'), 'utf8')).toBe('a{}');
  });
  it('takes away what an older build left', async () => {
    await put('dist/gone.js', '');
    await buildProgram(made.root);
    await expect(readFile(join(made.root, 'dist/gone.js'))).rejects.toThrow('ENOENT');
  });
  it('stops at an error, and does not count as built', async () => {
    await put('src/a/a.ts', 'broken');
    await expect(buildProgram(made.root)).rejects.toMatchObject({ exitCode: 1 });
    await expect(buildProgram(made.root)).rejects.toMatchObject({ exitCode: 1 });
    expect(await runs()).toBe('2');
  });
});
