import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readNoted } from '../../../src/integrations/watch-folder/note.js';
import { smallFile } from '../../../src/integrations/watch-folder/small-file.js';
import { wishesNear } from '../../../src/integrations/watch-folder/wishes-near.js';

const MOST = 100;
const SECRET = 'root:x:0:0:root:/root';

describe('what lies beside books in a folder that others write into', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'e2a-small-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const at = (name: string): string => join(folder, name);

  it('is a plain file of a small size, or nothing', async () => {
    await writeFile(at('a.json'), '{}');
    await writeFile(at('b.json'), 'x'.repeat(MOST + 1));
    await mkdir(at('c.json'));
    expect(await smallFile(at('a.json'), MOST)).toBe('{}');
    expect(await smallFile(at('none.json'), MOST)).toBeNull();
    await expect(smallFile(at('b.json'), MOST)).rejects.toThrow('larger than 100 bytes');
    await expect(smallFile(at('c.json'), MOST)).rejects.toThrow('plain file');
  });

  it('a link is not followed: what it leads to is told to nobody', async () => {
    await writeFile(at('secret'), SECRET);
    await mkdir(at('books'));
    await symlink(at('secret'), at('books/wishes.json'));
    const refused: unknown = await wishesNear(at('books/tale.epub'), at('books')).catch((error: unknown) => error);
    expect(refused).toMatchObject({ failure: { why: expect.stringContaining('a link') } });
    expect(JSON.stringify(refused)).not.toContain('root');
  });

  it.skipIf(process.platform === 'win32')('a pipe that nobody writes into holds nothing up', async () => {
    for (const name of ['wishes.json', 'tale.epub.e2a.json']) execFileSync('mkfifo', [at(name)]);
    await expect(wishesNear(at('tale.epub'), folder)).rejects.toMatchObject({
      failure: { why: expect.stringContaining('plain file') },
    });
    expect(await readNoted(at('tale.epub'))).toBeNull();
  });
});
