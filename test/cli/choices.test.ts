import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shellCommand } from '../../src/cli/command-line.js';
import { outputPlace } from '../../src/cli/convert/output-path.js';

const TALE = { title: 'A Tale', extension: 'm4b' };

describe('what a command chooses', () => {
  let home = '';
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'e2a-choices-'));
  });
  afterEach(() => rm(home, { recursive: true }));

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
