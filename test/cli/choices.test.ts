import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clusterTarget } from '../../src/cli/cluster-target.js';
import { shellCommand } from '../../src/cli/command-line.js';
import { outputPlace } from '../../src/cli/convert/output-path.js';
import { loadSettings } from '../../src/config/index.js';

const TALE = { title: 'A Tale', extension: 'm4b' };

describe('what a command chooses', () => {
  let home = '';
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'e2a-choices-'));
  });
  afterEach(() => rm(home, { recursive: true }));

  describe('which cluster', () => {
    const target = async (env: Readonly<Record<string, string>>, selected = false) => {
      if (selected) {
        await mkdir(join(home, '.config/nats/context'), { recursive: true });
        await writeFile(join(home, '.config/nats/context.txt'), 'home');
        await writeFile(join(home, '.config/nats/context/home.json'), '{"url":"nats://attic:4222","user":"ctx"}');
      }
      const machine = { env, home, cwd: home, platform: 'linux' };
      return clusterTarget(loadSettings({}, machine).settings, machine);
    };
    it('the one that was named, over the selected context', async () => {
      const found = await target({ E2A_NATS_URL: 'nats://office:4222', E2A_NATS_TOKEN: 't' }, true);
      expect(found).toMatchObject({ servers: 'nats://office:4222', token: 't' });
      expect(found).not.toHaveProperty('user');
    });
    it("the nats command line's context, its login completed by ours", async () => {
      expect(await target({ E2A_NATS_PASSWORD: 'pw' }, true)).toMatchObject({
        servers: 'nats://attic:4222',
        user: 'ctx',
        pass: 'pw',
        chosenBy: expect.stringContaining('"home"'),
      });
    });
    it('this machine when nothing was named', async () => {
      expect(await target({})).toMatchObject({ servers: 'nats://127.0.0.1:4222' });
    });
  });

  describe('where the audiobook goes', () => {
    const place = (given: string | undefined) => outputPlace(given, TALE, join(home, 'books/a.epub'), home);
    beforeEach(async () => {
      await mkdir(join(home, 'books'));
      await mkdir(join(home, 'shelf'));
    });
    it.each([
      { given: undefined, path: 'books/A Tale.m4b' },
      { given: 'mine.m4b', path: 'mine.m4b' },
      { given: 'shelf', path: 'shelf/A Tale.m4b' },
      { given: 'shelf/', path: 'shelf/A Tale.m4b' },
      { given: 'shelf/x.m4b', path: 'shelf/x.m4b' },
    ])('--output $given: $path', async ({ given, path }) => {
      expect(await place(given)).toEqual({ path: join(home, path), isFolder: false, note: null });
    });
    it('a name that promises another kind of file gets a word', async () => {
      const { path, note } = await place('mine.ogg');
      expect([path, note]).toEqual([join(home, 'mine.ogg'), expect.stringMatching(/^mine\.ogg is written as M4B/)]);
    });
    it('a folder that is not there is refused before any work', async () => {
      await expect(place('nowhere/x.m4b')).rejects.toMatchObject({ exitCode: 2, failure: { code: 'E2A-5007' } });
    });
    it('beside a book that lies where nothing can be written: the current folder, and it says so', async () => {
      const found = await outputPlace(undefined, TALE, '/proc/1/a.epub', home);
      expect(found.path).toBe(join(home, 'A Tale.m4b'));
      expect(found.note).toContain('/proc/1 cannot be written');
    });
  });

  describe('the command that goes on', () => {
    it.each([
      [['e2a', 'convert', 'book.epub'], 'e2a convert book.epub'],
      [['e2a', 'convert', 'my book.epub', '--chapters', '1-3,7'], "e2a convert 'my book.epub' --chapters 1-3,7"],
      [['e2a', 'convert', "it's.epub", '$HOME'], "e2a convert 'it'\\''s.epub' '$HOME'"],
    ])('%j', (words, command) => {
      expect(shellCommand(words)).toBe(command);
    });
  });
});
