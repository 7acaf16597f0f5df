import { describe, expect, it } from 'vitest';
import {
  entryOf,
  parseList,
  readIpa,
  readList,
  saidText,
  unknownSounds,
  withEntry,
  withoutWord,
} from '../../../src/speech/lexicon/index.js';

const LIST = `\ufeff# Names of the cycle
Hermione  /hɜːˈmaɪəni/   # as in the films
Cholmondeley = Chumley
St. John\tSinjin\t@en
Åse → Oh-suh
Jean-Luc -> Zhon Look
@de
Ginny = Dschinni
@*
x = y
`;

const read = (text: string): readonly string[] =>
  readList(text).entries.map(({ entry, line }) => `${line} ${entry.word}|${saidText(entry)}|${entry.language ?? '*'}`);

it('a list is lines a person writes', () => {
  expect(read(LIST)).toEqual([
    '2 Hermione|/hɜːˈmaɪəni/|*',
    '3 Cholmondeley|Chumley|*',
    '4 St. John|Sinjin|en',
    '5 Åse|Oh-suh|*',
    '6 Jean-Luc|Zhon Look|*',
    '8 Ginny|Dschinni|de',
    '10 x|y|*',
  ]);
  expect(read(LIST.replaceAll('\n', '\r\n'))).toEqual(read(LIST));
});

describe('what cannot be understood is told by line', () => {
  it.each([
    ['Hermione', 'does not say how it is said'],
    ['= Chumley', 'does not say how it is said'],
    ['Hermione =', 'nothing to say'],
    ['*** = x', 'no letter'],
    ['a = /hQ/', '"Q" is a capital letter'],
    ['a = /h%/', '"%" (U+0025)'],
    ['a = /hɜː(r)/', 'in brackets'],
    ['a = /hɜː', 'between two slashes'],
    ['a = /x/ or /y/', 'between two slashes'],
    ['a = /ˈ ./', 'no sound between'],
    ['a = [hɜː]', 'between slashes'],
    ['a = say [[x]]', 'cannot be said'],
    [`a = ${'b'.repeat(81)}`, 'at most 80'],
    [`${'b'.repeat(81)} = a`, 'at most 80'],
    [`a = /${'b'.repeat(121)}/`, 'more than 120'],
    ['Al = x\nal = y', 'stands in line 2 already'],
  ])('%s', (line, what) => {
    const { problems } = readList(`# first\n${line}\n`);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ line: line.startsWith('Al') ? 3 : 2, what: expect.stringContaining(what) });
  });

  it('and the file is named', () => {
    const broken = 'a\nb\nc\nd\ne\nf\ng';
    expect(() => parseList(broken, '/x/lexicon.txt')).toThrow('/x/lexicon.txt cannot be understood in line 1');
    expect(() => parseList(broken, 'x')).toThrow(expect.objectContaining({ exitCode: 2 }));
    expect(parseList(LIST, 'x')).toHaveLength(7);
  });

  it('the same word may be said otherwise in another language, or with capitals that count', () => {
    expect(readList('Paris = a\n@fr\nParis = b\n@*\nPARIS = c\nJean-Luc=d').problems).toEqual([]);
  });

  it('a list ends at ten thousand words, and a hostile one is read in time', () => {
    const many = Array.from({ length: 10_001 }, (_, n) => `w${n} = x`).join('\n');
    expect(readList(many)).toMatchObject({ problems: [{ line: 10_001 }] });
    const hostile = [' '.repeat(500_000), `a${' \t'.repeat(200_000)}`, '='.repeat(300_000), '#'.repeat(300_000)];
    expect(readList(hostile.join('\n')).entries).toEqual([]);
  });
});

describe('sounds', () => {
  it.each([
    ['ˈhɛɹ.maɪ.ə.ni', 'ˈhɛɹmaɪəni'],
    ["'g3:", null],
    ["'ga:", 'ˈɡaː'],
    ['t͡ʃʌmli', 'tʃʌmli'],
    ['ʤɒn ˈsmɪθ', 'dʒɒn ˈsmɪθ'],
    ['bɔ̃', 'bɔ̃'],
    ['ɪç', 'ɪç'],
    ['kʷiːn', 'kiːn'],
    ['', null],
  ])('/%s/', (written, ipa) => {
    const found = readIpa(written);
    expect(found.ok ? found.value.normalize('NFC') : null).toBe(ipa);
  });

  it('a voice may know fewer', () => {
    expect(unknownSounds('tʃʌmliʌ', (symbol) => 'tmli'.includes(symbol))).toEqual(['ʃ', 'ʌ']);
  });
});

describe('an edit keeps what a person wrote', () => {
  const entry = (word: string, said: string, language: string | null = null) => {
    const made = entryOf(word, said, language);
    if (made.type !== 'entry') throw new Error(made.type);
    return made.entry;
  };

  it('a known word is changed in its place, with its comment', () => {
    const edited = withEntry(LIST, entry('hermione', 'Her-my-nee'));
    expect(edited).toContain('\nhermione = Her-my-nee # as in the films\nCholmondeley = Chumley\n');
    expect(edited.split('\n')).toHaveLength(LIST.split('\n').length);
  });

  it('a new one comes last, in its own language whatever section it falls into', () => {
    expect(withEntry('', entry('a', 'b'))).toMatch(/^# .+\na = b\n$/s);
    expect(withEntry('x = y # z', entry('a', 'b', 'fr'))).toBe('x = y # z\na = b @fr\n');
    expect(withEntry('@de\nx = y\n\n\n', entry('a', 'b'))).toBe('@de\nx = y\na = b @*\n');
    expect(withEntry('@de\nx = y', entry('a', 'b', 'de'))).toBe('@de\nx = y\na = b\n');
    expect(readList(withEntry('@de\nx = y', entry('a', '/b/'))).entries.at(-1)?.entry).toEqual(entry('a', '/b/'));
  });

  it('a word is taken out in one language or in all', () => {
    const list = 'Al = x\n# keep\nal = y @de\nB = z\n';
    expect(withoutWord(list, 'AL').removed).toEqual([]);
    expect(withoutWord(list, 'al')).toMatchObject({
      text: '# keep\nB = z\n',
      removed: [{ word: 'Al' }, { word: 'al' }],
    });
    expect(withoutWord(list, 'al', 'de').text).toBe('Al = x\n# keep\nB = z\n');
    expect(withoutWord(list, 'al', null).text).toBe('# keep\nal = y @de\nB = z\n');
  });
});
