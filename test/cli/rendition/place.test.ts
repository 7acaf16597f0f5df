import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { libraryPlace, outputPlace } from '../../../src/cli/convert/output-path.js';
import { libraryFlags } from '../../../src/cli/rendition/flags.js';
import { formatOf } from '../../../src/cli/rendition/format-of.js';
import { demandOnePlace } from '../../../src/cli/rendition/one-place.js';
import { shelfFacts } from '../../../src/ordering/index.js';

const FACTS = shelfFacts({ title: 'Dusk: A Tale', authors: ['Ada Writer', 'Bo Other'], language: 'en' }, 'joe');

describe('the format of a book', () => {
  it('may be said by the name of the file', () => {
    expect(formatOf(undefined, 'x/Book.MP3')).toBe('mp3');
    expect(formatOf('opus', 'book.opus')).toBe('opus');
    expect(formatOf('opus', 'folder')).toBe('opus');
    expect(formatOf(undefined, undefined)).toBeUndefined();
    expect(() => formatOf('opus', 'book.mp3')).toThrow('book.mp3 does not end in .opus.');
  });
});

describe('the place of a book', () => {
  let home = '';
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'e2a-place-'));
    await mkdir(join(home, 'shelf'));
  });
  afterEach(() => rm(home, { recursive: true }));

  it.each([
    { given: undefined, path: 'books/A Tale' },
    { given: 'shelf', path: 'shelf/A Tale' },
    { given: 'new', path: 'new' },
  ])('of several files is a folder of its own: --output $given', async ({ given, path }) => {
    await mkdir(join(home, 'books'));
    const place = await outputPlace(given, { title: 'A Tale', extension: null }, join(home, 'books/a.epub'), home);
    expect(place).toEqual({ path: join(home, path), isFolder: true, note: null });
  });

  it('is one, and a layout needs a shelf', () => {
    expect(() => demandOnePlace({ output: 'a', library: 'b' }, 'b')).toThrow('two places');
    expect(() => demandOnePlace({ layout: '{title}' }, null)).toThrow('--layout');
    expect(() => demandOnePlace({ layout: '{title}', output: 'a' }, 'of the settings')).toThrow('--layout');
    expect(() => demandOnePlace({ layout: '{title}' }, 'of the settings')).not.toThrow();
    expect(() => demandOnePlace({ output: 'a' }, 'of the settings')).not.toThrow();
  });

  it('on a shelf follows the layout, and a shelf that is not there is not made', async () => {
    const place = await libraryPlace({ folder: 'shelf', layout: '{author}/{title}' }, FACTS, home);
    expect(place.path).toBe(join(home, 'shelf/Ada Writer, Bo Other/Dusk - A Tale'));
    await expect(libraryPlace({ folder: 'gone', layout: '{title}' }, FACTS, home)).rejects.toMatchObject({
      exitCode: 2,
      failure: { code: 'E2A-5007', fix: expect.stringContaining('--library') },
    });
    expect(libraryFlags({ library: 'a', layout: 'b' })).toEqual({ outputLibrary: 'a', outputLayout: 'b' });
  });
});
