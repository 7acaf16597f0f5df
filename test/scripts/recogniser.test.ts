import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { load } from './load.js';

interface RecogniserScript {
  installLibrary(venv: string): Promise<void>;
}

const here = { folder: '', venv: '', log: '' };
beforeEach(async () => {
  here.folder = await mkdtemp(join(tmpdir(), 'e2a-setup-ears-'));
  here.venv = join(here.folder, 'venv');
  here.log = join(here.folder, 'log');
  await writeFile(here.log, '');
  vi.stubEnv('PATH', [join(here.folder, 'bin'), process.env['PATH']].join(delimiter));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(here.folder, { recursive: true, force: true });
});

async function program(path: string, script: string): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, `#!/bin/sh\necho "$(basename "$0") $1 $2" >> '${here.log}'\n${script}\n`);
  await chmod(path, 0o755);
}
const started = async (): Promise<readonly string[]> => (await readFile(here.log, 'utf8')).trim().split('\n');
/** Makes what Python's own module makes: a folder with a Python and a pip that do as they are told here. */
const makingVenv = (python = 'exit 0', pip = 'exit 0'): string => `
mkdir -p '${here.venv}/bin'
printf '#!/bin/sh\\necho "venv-python $1" >> "${here.log}"\\n${python}\\n' > '${here.venv}/bin/python'
printf '#!/bin/sh\\necho "venv-pip $1" >> "${here.log}"\\n${pip}\\n' > '${here.venv}/bin/pip'
chmod +x '${here.venv}/bin/python' '${here.venv}/bin/pip'`;

describe("set-up's recogniser", async () => {
  const { installLibrary } = await load<RecogniserScript>('scripts/setup/recogniser.mjs');
  const python3 = (script: string): Promise<void> => program(join(here.folder, 'bin', 'python3'), script);

  it('without python3-venv says what to install', async () => {
    await python3('exit 1');
    await expect(installLibrary(here.venv)).rejects.toMatchObject({
      message: expect.stringContaining('apt-get install python3-venv'),
    });
  });

  it('asked for twice is installed once', async () => {
    await python3(makingVenv());
    await installLibrary(here.venv);
    await installLibrary(here.venv);
    expect(await started()).toEqual(['python3 -m venv', 'venv-pip install', 'venv-python -c']);
  });

  it('that pip was killed over, or that does not load any more, is made anew', async () => {
    await python3(makingVenv('exit 0', 'exit 1'));
    await expect(installLibrary(here.venv)).rejects.toThrow('pip could not install');
    await python3(makingVenv('exit 1'));
    await installLibrary(here.venv);
    await installLibrary(here.venv);
    expect((await started()).filter((line) => line === 'venv-pip install')).toHaveLength(3);
  });
});
