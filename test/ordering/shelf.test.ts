import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shelfOf } from '../../src/ordering/shelf/shelf-of.js';

describe('the books of a command line', () => {
  let home = '';
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'e2a-shelf-'));
  });
  afterEach(() => rm(home, { recursive: true }));

  async function files(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      await mkdir(join(home, dirname(name)), { recursive: true });
      await writeFile(join(home, name), '');
    }
  }

  it('are those of folders, sorted as people sort, without what is no book or hidden', async () => {
    await files(
      's/b10.epub',
      's/b9.EPUB',
      's/notes.xyz',
      's/.b1.epub',
      's/.hidden/b2.epub',
      's/a/z.epub',
      's/a/b/c.epub',
    );
    await symlink(join(home, 's'), join(home, 's/again'));
    const { books, isOneBook } = await shelfOf(['s'], home);
    expect(books).toEqual(['s/b9.EPUB', 's/b10.epub', 's/a/z.epub', 's/a/b/c.epub']);
    expect(isOneBook).toBe(false);
  });

  it('are one for each book of a folder, in its best format, without what only lies beside books', async () => {
    await files('s/a.pdf', 's/a.mobi', 's/a.epub', 's/a.lexicon.txt', 's/b.txt', 's/b.azw3', 's/c.PDF', 's/README.md');
    await files('s/d.fb2.zip', 's/d.txt', 's/e.zip', 's/cover.jpg', 's/more/a.pdf', 's/licensed.txt');
    const { books } = await shelfOf(['s'], home);
    expect(books).toEqual(
      ['a.epub', 'b.azw3', 'c.PDF', 'd.fb2.zip', 'licensed.txt', 'more/a.pdf'].map((b) => `s/${b}`),
    );
  });

  it('are files as they were named, whatever they are called and whether they are there', async () => {
    await files('s/one.epub');
    expect(await shelfOf(['x.zip', 's', 'nowhere.epub'], home)).toEqual({
      books: ['x.zip', 's/one.epub', 'nowhere.epub'],
      isOneBook: false,
    });
    expect((await shelfOf(['x.zip'], home)).isOneBook).toBe(true);
    expect((await shelfOf(['s'], home)).isOneBook).toBe(false);
  });

  it('a folder without any is a mistake, and says which files are books', async () => {
    await files('s/readme.xyz');
    await expect(shelfOf(['s'], home)).rejects.toMatchObject({
      exitCode: 6,
      failure: {
        what: 'There is no e-book in s.',
        why: expect.stringContaining('end with .epub, .fb2, .fb2.zip, .docx, .mobi, '),
      },
    });
  });

  it('too many are refused before anything is done', async () => {
    await expect(
      shelfOf(
        Array.from({ length: 10_001 }, () => 'a.epub'),
        home,
      ),
    ).rejects.toMatchObject({
      exitCode: 2,
      failure: { what: 'These are more than 10000 books.' },
    });
  });
});
