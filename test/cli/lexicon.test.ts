import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli/index.js';
import { entriesOf, wordListsFor } from '../../src/ordering/lexicon/word-lists.js';
import { wordUseText } from '../../src/cli/render/word-uses.js';
import { narrowedReading, usedListNotes, wordUses } from '../../src/ordering/lexicon/words-used.js';
import { NARRATORS_CHOICE } from '../../src/books/index.js';
import { fakeProcess } from './fake-terminal.js';

const user = { home: '' };
beforeEach(async () => {
  user.home = await mkdtemp(join(tmpdir(), 'e2a-lexicon-'));
});
afterEach(() => rm(user.home, { recursive: true }));

async function lexicon(...argv: readonly string[]) {
  const { surroundings, out, words } = fakeProcess(['lexicon', ...argv], user.home, {});
  const code = await runCli(surroundings);
  return { code, out: out.written(), words: words.written() };
}
const OWN = () => join(user.home, '.config/e2a/lexicon.txt');
const textAt = (path: string): Promise<string> => readFile(path, 'utf8');

describe('e2a lexicon', () => {
  it('adds, shows, changes and takes out words of the user’s own list', async () => {
    const added = await lexicon('add', 'Hermione', '/hɜːˈmaɪəni/');
    expect(added).toMatchObject({ code: 0, out: 'Hermione = /hɜːˈmaɪəni/\n' });
    expect(added.words).toContain(`Written to ${OWN()}. A voice is given: Hermione /hɜːˈmaɪəni/`);
    await lexicon('add', 'Cholmondeley', 'Chumley', '--lang', 'EN');
    await lexicon('add', 'Hermione', 'Her-my-o-nee');
    const shown = await lexicon();
    expect(shown.out.split('\n').slice(1).sort().join('\n')).toBe(
      '\nCholmondeley  Chumley       en\nHermione      Her-my-o-nee  all',
    );
    expect((await lexicon('remove', 'hermione')).code).toBe(0);
    expect(await textAt(OWN())).toMatch(/^# .+\nCholmondeley = Chumley @en\n$/);
    expect(await lexicon('remove', 'hermione')).toMatchObject({ code: 5 });
    expect(JSON.parse((await lexicon('ls', '--json')).out)).toMatchObject({ words: [{ word: 'Cholmondeley' }] });
  });

  it('keeps lists for a series and for a book', async () => {
    await lexicon('add', 'Vimes', 'Vymes', '--series', 'discworld');
    await lexicon('add', 'Vetinari', 'Vet-in-ah-ree', '--for', 'books/Men at Arms.epub');
    expect(await textAt(join(user.home, '.config/e2a/lexicons/discworld.txt'))).toContain('Vimes = Vymes');
    expect(await readdir(join(user.home, 'books'))).toEqual(['Men at Arms.lexicon.txt']);
    expect((await lexicon('ls', '--series', 'discworld')).out).toContain('Vymes');
    expect((await lexicon('ls', '--for', 'books/Men at Arms.epub')).out).toContain('Vet-in-ah-ree');
    expect((await lexicon('ls')).words).toContain('For --lexicon discworld: ');
  });

  it.each([
    [['add', 'Bad', '/xQ/'], 2, '"Q" is a capital letter'],
    [['add', '...', 'x'], 2, 'no letter and no digit'],
    [['add', 'a', 'b', '--lang', 'english'], 2, 'is no language'],
    [['add', 'a', 'b', '--for', 'x.epub', '--series', 'y'], 2, 'cannot be used with'],
    [['check', 'nowhere.txt'], 5, 'no word list nowhere.txt'],
    [['say', 'a', '--lexicon', 'nowhere'], 5, 'no word list "nowhere"'],
  ])('%j: exit %i, nothing written', async (argv, code, words) => {
    const ended = await lexicon(...argv);
    expect(ended).toMatchObject({ code, out: '' });
    expect(ended.words).toContain(words);
    expect(await readdir(user.home)).toEqual([]);
  });

  it('checks every line, and touches no list that it does not understand', async () => {
    const path = join(user.home, 'list.txt');
    const text = 'Hermione = Her\nnonsense\nRon = /r(ɒ)n/\n';
    await writeFile(path, text);
    const checked = await lexicon('check', path);
    expect(checked).toMatchObject({ code: 2 });
    expect(checked.out).toBe(
      `${path}:2: "nonsense" does not say how it is said: WORD = SAID AS.\n` +
        `${path}:3: Ron: A sound in brackets may be said or not: write it, or leave it out.\n`,
    );
    expect(checked.words).toBe(`${path}: 1 word, 2 lines not understood\n`);
    const adding = await lexicon('add', 'a', 'b', '--series', path);
    expect(adding).toMatchObject({ code: 2, out: '' });
    expect(adding.words).toContain('WORD = SAID AS.\n        line 3: Ron');
    expect(await lexicon('remove', 'Hermione', '--series', path)).toMatchObject({ code: 2 });
    expect(await textAt(path)).toBe(text);
    expect(await readdir(user.home)).toEqual(['list.txt']);
  });

  it('says a sentence as a voice would be given it', async () => {
    await lexicon('add', 'Cholmondeley', 'Chumley');
    expect(await lexicon('say', 'Dr.', 'Cholmondeley’s', 'hat')).toMatchObject({
      code: 0,
      out: 'Doctor Chumley’s hat\n',
    });
  });
});

describe('the lists of a book', () => {
  const context = () => ({ ...fakeProcess([], user.home, {}).surroundings, finish: () => undefined });

  it('are found by themselves, the strongest first; a language’s words before everybody’s', async () => {
    await mkdir(join(user.home, '.config/e2a/lexicons'), { recursive: true });
    await writeFile(OWN(), 'a = own\nb = own\n');
    await writeFile(join(user.home, '.config/e2a/lexicons/one.txt'), 'a = one\n');
    await writeFile(join(user.home, 'two.txt'), 'a = two\na = zwei @de\n');
    await writeFile(join(user.home, 'book.lexicon.txt'), 'a = book\n');
    const said = async (setting: string | null) =>
      entriesOf(await wordListsFor(join(user.home, 'book.epub'), { lexicon: setting }, context())).map(
        ({ said: as }) => as.type === 'words' && as.text,
      );
    expect(await said('one, ./two.txt')).toEqual(['book', 'one', 'zwei', 'two', 'own', 'own']);
    expect(await said(null)).toEqual(['book', 'own', 'own']);
  });

  it('are told by the words that the book has, and no other word goes into the order', () => {
    const entry = (word: string) => ({ word, said: { type: 'words' as const, text: 'x' }, language: null });
    const lists = [
      { path: '/b', entries: [entry('Hermione'), entry('Ron'), entry('Vimes')] },
      { path: '/g', entries: [entry('Vetinari')] },
    ];
    const uses = wordUses(lists, [3, 412, 0, 0]);
    expect(usedListNotes(uses)).toEqual(['Using 2 words of /b']);
    expect(wordUseText(uses, (text) => text)).toBe(
      '/b\n  Ron 412 ×, Hermione 3 ×\n  never found: Vimes\n/g\n  none of its words is in this book\n',
    );
    const reading = { choice: NARRATORS_CHOICE, edits: [], lexicon: entriesOf(lists) };
    expect(narrowedReading(reading, { wordsFound: [3, 412, 0, 0] }).lexicon.map(({ word }) => word)).toEqual([
      'Hermione',
      'Ron',
    ]);
  });
});
