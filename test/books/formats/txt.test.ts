import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { type Book, NARRATORS_CHOICE, type Passage, readBook } from '../../../src/books/index.js';
import { wrap } from './story.js';

const LONG =
  'The old man went down to the harbour before it was light, and there he found that the boat which his brother had left him was gone.';
const prose = (n: number): string => `${LONG} Nobody had seen who took it, and nobody would say so on day ${n}.`;

const book = (text: string | Buffer, name = 'story.txt'): Promise<Book> =>
  readBook(Buffer.from(text), name, NARRATORS_CHOICE);
const passages = async (text: string): Promise<readonly Passage[]> =>
  (await book(text)).chapters.flatMap((chapter) => chapter.passages);
const titles = async (text: string): Promise<readonly string[]> =>
  (await book(text)).chapters.map(({ title }) => title);

describe('chapters of plain text', () => {
  it.each([
    ['English words', ['CHAPTER ONE', 'CHAPTER TWO', 'CHAPTER THREE']],
    ['Roman numbers', ['CHAPTER I.', 'CHAPTER II.', 'CHAPTER III.']],
    ['German', ['Kapitel 1', 'Kapitel 2', 'Kapitel 3']],
    ['German ordinals', ['Erstes Kapitel', 'Zweites Kapitel', 'Drittes Kapitel']],
    ['French', ['CHAPITRE PREMIER', 'CHAPITRE II', 'CHAPITRE III']],
    ['Russian', ['Глава первая', 'Глава вторая', 'Глава третья']],
    ['Chinese', ['第一章', '第二章', '第三章']],
    ['numbers alone', ['I.', 'II.', 'III.']],
    ['digits alone', ['1.', '2.', '3.']],
    ['titles', ['I. THE HARBOUR', 'II. THE BOAT', 'III. THE BROTHER']],
    ['matter', ['PREFACE', 'CHAPTER 1', 'EPILOGUE']],
  ])('%s', async (_, names) => {
    const text = names.flatMap((name, i) => [name, wrap(prose(i)), wrap(prose(i + 10))]).join('\n\n');
    expect(await titles(text)).toEqual(names);
  });

  it('a list of them at the front is contents', async () => {
    const names = [1, 2, 3, 4, 5].map((n) => `CHAPTER ${n}. The Day ${'I'.repeat(n)}`);
    const list = ['CONTENTS', ...names].join('\n\n');
    const text = [list, ...names.flatMap((name, i) => [name, wrap(prose(i))])].join('\n\n\n');
    const read = await book(text);
    expect(read.chapters.map(({ title }) => title)).toEqual(names);
    expect(read.leftOut).toContainEqual(expect.objectContaining({ why: 'contents' }));
  });

  it('parts stand over chapters, and each chapter has its own numbers', async () => {
    const text = [
      'PART ONE',
      'CHAPTER 1',
      wrap(prose(1)),
      'CHAPTER 2',
      wrap(prose(2)),
      'PART TWO',
      'CHAPTER 1',
      wrap(prose(3)),
    ];
    expect(
      (await passages(text.join('\n\n'))).filter(({ kind }) => kind === 'heading').map(({ text: said }) => said),
    ).toEqual(['PART ONE', 'CHAPTER 1', 'CHAPTER 2', 'PART TWO', 'CHAPTER 1']);
  });

  it('the title under a number belongs to it', async () => {
    const text = ['CHAPTER I', 'The Harbour', wrap(prose(1)), 'CHAPTER II', 'The Boat', wrap(prose(2))].join('\n\n');
    expect(await titles(text)).toEqual(['CHAPTER I. The Harbour', 'CHAPTER II. The Boat']);
  });

  it.each([
    'Chapter and verse were known to him.',
    'Part of the ship was lost',
    '12 men went out and did not come back',
  ])('a sentence is none: %s', async (sentence) => {
    const read = await passages([wrap(prose(1)), sentence, wrap(prose(2))].join('\n\n'));
    expect(read.map(({ kind }) => kind)).not.toContain('heading');
  });
});

describe('lines of plain text', () => {
  it('wrapped lines are one paragraph again', async () => {
    const read = await passages(`${wrap(prose(1))}\n\n${wrap(prose(2))}`);
    expect(read.map(({ text }) => text)).toEqual([prose(1), prose(2)]);
  });

  it('paragraphs begin with blanks where there are no blank lines', async () => {
    const read = await passages([1, 2, 3, 4, 5, 6].map((n) => `   ${wrap(prose(n))}`).join('\n'));
    expect(read.map(({ text }) => text)).toEqual([1, 2, 3, 4, 5, 6].map(prose));
  });

  it('a line is a paragraph where lines are not wrapped', async () => {
    const read = await passages([prose(1), '“Gone,” he said.', prose(2)].join('\n'));
    expect(read.map(({ text }) => text)).toEqual([prose(1), '“Gone,” he said.', prose(2)]);
  });

  it('verse stays lines, stanza by stanza', async () => {
    const stanza = 'The lamp is out,\nThe boat is gone,\nThe tide has turned,\nThe night is long.';
    const read = await passages([wrap(prose(1)), stanza, stanza.replace('lamp', 'fire'), wrap(prose(2))].join('\n\n'));
    expect(read.filter(({ kind }) => kind === 'verse')).toHaveLength(8);
    expect(read.filter(({ endsStanza }) => endsStanza)).toHaveLength(2);
  });

  it('a word broken at the end of a line is one word; a compound keeps its hyphen; a dash takes no blank', async () => {
    const text = `The boat of the old man and of his brother was gone when the har-\nbour woke, and the harbour master, who was in that town a well-\nknown man, looked up from his table and said nothing at all--\nwell-known men do.`;
    const [read] = await passages(`${text}\n\n${wrap(prose(1))}`);
    expect(read?.text).toContain('when the harbour woke');
    expect(read?.text).toContain('a well-known man, looked up from his table and said nothing at all--well-known men');
  });

  it('emphasis is not spoken, stars are a scene break, pictures are silent', async () => {
    const read = await passages(`It was _his_ boat. ${wrap(prose(1))}\n\n* * *\n\n[Illustration]\n\n${wrap(prose(2))}`);
    expect(read[0]?.text).toContain('It was his boat.');
    expect(read.map(({ kind }) => kind)).toEqual(['paragraph', 'break', 'paragraph']);
  });
});

describe('encodings of plain text', () => {
  const GERMAN = 'Über die Brücke gingen zwölf Männer, und keiner fragte, wohin der Weg führte. '.repeat(6);
  const RUSSIAN = 'Старик спустился к гавани до рассвета и увидел, что лодка исчезла. '.repeat(6);
  const JAPANESE = '老人は夜明け前に港へ下りて行った。船はもうそこになかった。'.repeat(8);
  it.each([
    ['utf-8', GERMAN],
    ['utf-16le', GERMAN],
    ['utf-16be', GERMAN],
    ['windows-1252', GERMAN],
    ['windows-1251', RUSSIAN],
    ['koi8-r', RUSSIAN],
    ['shift_jis', JAPANESE],
    ['euc-jp', JAPANESE],
  ])('%s without a mark', async (encoding, text) => {
    const read = await book(iconv.encode(text, encoding));
    expect(read.chapters[0]?.passages.map((passage) => passage.text).join(' ')).toBe(text.trim());
  });

  it('a stray byte does not turn UTF-8 into something else', async () => {
    const bytes = Buffer.concat([Buffer.from(GERMAN), Buffer.from([0xff]), Buffer.from(GERMAN)]);
    expect((await book(bytes)).chapters[0]?.passages[0]?.text).toContain('Über die Brücke');
  });
});
