import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demandDataFolder, removeMade } from '../../../src/cli/convert/data-folder.js';

describe('the data folder', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-data-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is made with its parents, for its owner only, and may be there already', async () => {
    const path = join(folder, 'a', 'b', 'c');
    expect(await demandDataFolder(path)).toEqual([path, join(folder, 'a', 'b'), join(folder, 'a')]);
    expect(await demandDataFolder(path)).toEqual([]);
    expect((await stat(path)).mode & 0o777).toBe(0o700);
  });

  it('is taken away again as far as it was made and is empty', async () => {
    await mkdir(join(folder, 'mine'));
    await removeMade(await demandDataFolder(join(folder, 'mine', 'a', 'b')));
    expect(await readdir(join(folder, 'mine'))).toEqual([]);
    const made = await demandDataFolder(join(folder, 'mine', 'a', 'b'));
    await writeFile(join(folder, 'mine', 'a', 'file'), '');
    await removeMade(made);
    expect(await readdir(join(folder, 'mine', 'a'))).toEqual(['file']);
  });

  it('is refused in one sentence where a file stands in its way', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(demandDataFolder(join(folder, 'file', 'data'))).rejects.toMatchObject({ exitCode: 2 });
  });

  it.runIf(process.platform === 'linux')(
    'is refused where nothing can be made, instead of being tried for ever',
    async () => {
      await expect(demandDataFolder('/proc/e2a')).rejects.toMatchObject({ exitCode: 2, failure: { code: 'E2A-5007' } });
    },
  );
});
