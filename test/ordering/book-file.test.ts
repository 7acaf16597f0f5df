import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBookFile } from '../../src/ordering/book-file.js';
import { shelfOf } from '../../src/ordering/shelf/shelf-of.js';

/** On Linux and macOS nobody who matters: root may read what has no permissions, so root steps down for a moment. */
const NOBODY = 65_534;

async function withoutRoot<T>(work: () => Promise<T>): Promise<T> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

describe('a book that cannot be read', () => {
  let home = '';
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'e2a-book-file-'));
    await mkdir(join(home, 'shelf/closed'), { recursive: true });
    await writeFile(join(home, 'shelf/a.epub'), '');
    await writeFile(join(home, 'shelf/closed.epub'), '');
    await chmod(home, 0o755);
    await chmod(join(home, 'shelf/closed'), 0);
    await chmod(join(home, 'shelf/closed.epub'), 0);
  });
  afterEach(async () => {
    await chmod(join(home, 'shelf/closed'), 0o755);
    await rm(home, { recursive: true });
  });

  it.each([
    ['nowhere.epub', 'The book nowhere.epub cannot be read.', 'no such file', 'check the path'],
    ['shelf/a.epub/b', 'The book shelf/a.epub/b cannot be read.', 'no such file', 'check the path'],
    ['shelf', 'The book shelf cannot be read.', 'It is a folder', 'name one of the books in it'],
    ['/dev/zero', 'The book /dev/zero cannot be read.', 'a device or a pipe', 'save it as a file'],
    ['', 'The book "" cannot be read.', 'Its name is empty', 'check the path'],
    ['shelf/closed.epub', 'The book shelf/closed.epub cannot be read.', 'no permission', 'chmod a+r'],
    ['shelf/closed', 'The book shelf/closed cannot be read.', 'no permission', 'chmod a+r'],
  ])('%s: says why, and what mends that', async (name, what, why, fix) => {
    await withoutRoot(() =>
      expect(readBookFile(name, home)).rejects.toMatchObject({
        exitCode: 6,
        failure: { what, why: expect.stringContaining(why), fix: expect.stringContaining(fix) },
      }),
    );
  });

  it('a folder that nobody may look into is told as a book, not passed over', async () => {
    const { books } = await withoutRoot(() => shelfOf(['shelf'], home));
    expect(books).toEqual(['shelf/a.epub', 'shelf/closed.epub', 'shelf/closed']);
  });
});
