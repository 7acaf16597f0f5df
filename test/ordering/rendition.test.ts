import { describe, expect, it } from 'vitest';
import { layoutFolders, shelfFacts } from '../../src/ordering/rendition/layout.js';
import { renditionOf } from '../../src/ordering/rendition/rendition-of.js';
import { renditionSettings } from '../../src/ordering/wishes.js';
import { loadSettings, SETTINGS } from '../../src/config/index.js';
import { UserError } from '../../src/core/index.js';
import { EXTRAS, FORMATS } from '../../src/planning/index.js';

const BOOK = {
  title: 'Dusk: A Tale',
  authors: ['Ada Writer', 'Bo Other'],
  language: 'en',
  series: 'Clocks',
  seriesPart: '2',
  date: '1999-01-02',
};
const FACTS = shelfFacts(BOOK, 'joe');
const BARE = shelfFacts({ title: 'Dusk', authors: [], language: 'en' }, 'joe');

const refusal = (refused: () => unknown): readonly [number, string, string | undefined] => {
  try {
    refused();
  } catch (error) {
    if (error instanceof UserError) return [error.exitCode, error.failure.what, error.failure.why];
    throw error;
  }
  throw new Error('it was taken');
};

describe('the folder of a book on a shelf', () => {
  it.each([
    { layout: '{author}/{series}/{title}', folders: ['Ada Writer, Bo Other', 'Clocks', 'Dusk - A Tale'] },
    {
      layout: '{author}/[Vol {part} - ]{year} - {title} {{narrator}}',
      folders: ['Ada Writer, Bo Other', 'Vol 2 - 1999 - Dusk - A Tale {joe}'],
    },
    { layout: 'books//{language}/../{title}', folders: ['books', 'en', 'audiobook', 'Dusk - A Tale'] },
  ])('$layout', ({ layout, folders }) => {
    expect(layoutFolders(layout, FACTS)).toEqual(folders);
  });

  it('leaves out what is not known', () => {
    expect(layoutFolders('{author}/{series}/[Vol {part} - ]{title}[ ({subtitle})]', BARE)).toEqual(['Dusk']);
  });

  it('never leads out of the shelf', () => {
    const evil = shelfFacts({ title: '../../etc', authors: ['..'], language: 'en' }, 'a/b');
    for (const folder of layoutFolders('{author}/{narrator}/{title}', evil)) expect(folder).not.toMatch(/\/|^\.+$/);
  });

  it('is asked for by fields that there are', () => {
    expect(refusal(() => layoutFolders('{autor}/{title}', FACTS))).toEqual([
      2,
      '{autor} is no layout of a shelf.',
      'There is one called {author}.',
    ]);
    expect(refusal(() => layoutFolders('{series}', BARE))[2]).toBe('It gives the book no folder of its own.');
  });
});

describe('what a book is to become', () => {
  const settings = (flags: Parameters<typeof renditionSettings>[0]) =>
    loadSettings(renditionSettings(flags), { cwd: '/nowhere', env: {}, home: '/nowhere', platform: 'linux' }).settings;

  it('is one M4B when nobody asks', () => {
    expect(renditionOf(settings({}), 300)).toEqual({ format: 'm4b', split: 'none', extras: [] });
  });

  it('has each extra once, in one order, however it was asked for', () => {
    const { extras } = renditionOf(settings({ extras: ['vtt, SRT', 'srt,epub'] }), 1);
    expect(extras).toEqual(['srt', 'vtt', 'epub']);
  });

  it('knows what there is', () => {
    expect(refusal(() => renditionOf(settings({ extras: ['strt'] }), 1))[2]).toBe('There is one called srt.');
    expect(refusal(() => renditionOf(settings({ extras: ['karaoke track'] }), 1))[2]).toContain('There are metadata,');
    expect(refusal(() => settings({ format: 'wma' }))[0]).toBe(2);
    expect(SETTINGS.outputFormat.schema.options).toEqual([...FORMATS]);
    expect(EXTRAS).toContain('epub');
  });

  it('is refused before anything is spoken when one file cannot tell so many chapters apart', () => {
    expect(refusal(() => renditionOf(settings({ format: 'mp3' }), 256))[2]).toContain('255 chapter marks');
    expect(renditionOf(settings({ format: 'mp3', split: 'chapters' }), 256).split).toBe('chapters');
  });
});
