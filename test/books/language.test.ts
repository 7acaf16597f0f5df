import { describe, expect, it } from 'vitest';
import { decideLanguage, normaliseLanguage } from '../../src/books/language.js';

const ENGLISH =
  'The harbour was quiet that morning, and nobody had yet come down to the boats which lay along the wall.';
const FRENCH =
  'Le port était tranquille ce matin-là, et personne n’était encore descendu vers les bateaux le long du quai.';
const many = (text: string): string[] => Array.from({ length: 60 }, () => text);

describe('language tags', () => {
  it.each([
    ['EN', 'en'],
    ['en_US', 'en-us'],
    ['eng', 'en'],
    ['fre', 'fr'],
    ['zh-Hans-CN', 'zh-hans-cn'],
    [' ja-jp ', 'ja-jp'],
    ['', null],
    ['und', null],
    ['English language', null],
    ['x', null],
  ])('%j is %j', (declared, expected) => expect(normaliseLanguage(declared)).toBe(expected));
});

describe('the language a book is read in', () => {
  it('is the declared one where the text agrees', async () => {
    expect(await decideLanguage('en-gb', many(ENGLISH))).toEqual({ language: 'en-gb', warnings: [] });
  });
  it('is the text’s where it surely is another, with one sentence about it', async () => {
    expect(await decideLanguage('fr', many(ENGLISH))).toEqual({
      language: 'en',
      warnings: ['The book says it is in French (fr), but its text is English (en); it is read as English.'],
    });
  });
  it('is the declared one where the text is mixed, short, or in a language nobody here knows', async () => {
    const mixed = [...many(ENGLISH).slice(0, 30), ...many(FRENCH).slice(0, 30)];
    expect((await decideLanguage('fr', mixed)).language).toBe('fr');
    expect((await decideLanguage('fr', [ENGLISH])).language).toBe('fr');
    expect((await decideLanguage('la', many(FRENCH))).language).toBe('la');
  });
  it('is told by the text where nothing is declared', async () => {
    expect((await decideLanguage(null, many(FRENCH))).language).toBe('fr');
    const unknown = await decideLanguage(null, ['Hm.']);
    expect(unknown.language).toBe('en');
    expect(unknown.warnings[0]).toMatch(/does not say its language/);
  });
});
