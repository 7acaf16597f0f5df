import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const OWNER_MAY_RUN = 0o100;

describe('bin/e2a', () => {
  const made = { folder: '' };
  const start = (...args: string[]) => execa(join(made.folder, 'bin', 'e2a'), args, { reject: false });

  beforeEach(async () => {
    made.folder = await mkdtemp(join(tmpdir(), 'e2a-launcher-'));
    await cp(join(ROOT, 'bin'), join(made.folder, 'bin'), { recursive: true });
    await cp(join(ROOT, 'package.json'), join(made.folder, 'package.json'));
  });
  afterEach(() => rm(made.folder, { recursive: true, force: true }));

  const putMain = async (text: string): Promise<void> => {
    await mkdir(join(made.folder, 'dist', 'cli'), { recursive: true });
    await writeFile(join(made.folder, 'dist', 'cli', 'main.js'), text);
  };

  it('names the command that builds it when it is not built', async () => {
    const { exitCode, stdout, stderr } = await start('convert');
    expect({ exitCode, stdout }).toEqual({ exitCode: 7, stdout: '' });
    expect(stderr).toContain('npm run setup');
  });
  it('loads the program with the arguments as they were given', async () => {
    await putMain('process.stdout.write(JSON.stringify(process.argv.slice(2)));');
    expect((await start('plan', 'my book.epub')).stdout).toBe('["plan","my book.epub"]');
  });
  it('refuses a Node.js that is too old before it loads anything', async () => {
    await putMain("process.stdout.write('loaded');");
    const manifest = JSON.parse(await readFile(join(made.folder, 'package.json'), 'utf8')) as object;
    await writeFile(join(made.folder, 'package.json'), JSON.stringify({ ...manifest, engines: { node: '>=999' } }));
    const { exitCode, stdout, stderr } = await start();
    expect({ exitCode, stdout }).toEqual({ exitCode: 7, stdout: '' });
    expect(stderr).toContain('Node.js 999 or newer is needed');
  });
});

describe('what is started by hand', () => {
  it.each(['bin/e2a', '.ci/run'])('%s may be run', async (path) => {
    expect((await stat(join(ROOT, path))).mode & OWNER_MAY_RUN).toBe(OWNER_MAY_RUN);
  });
  it('.ci/run calls npm test, and nothing else that proves', async () => {
    const script = await readFile(join(ROOT, '.ci', 'run'), 'utf8');
    const commands = script.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(commands.at(-1)).toBe('exec npm test');
    expect(commands).toHaveLength(4);
  });
});
