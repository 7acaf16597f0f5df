import { describe, expect, it } from 'vitest';
import { NARRATORS_CHOICE, readBook } from '../../src/books/index.js';
import { makeEpub, navLine, prose } from './make-epub.js';

/** Milliseconds: each takes a second or two of a free processor; work by the square of its size takes minutes. */
const HOSTILE_MS = 120_000;
const rows = (count: number, row: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => row(n)).join('');
const line = (n: number): string => `<p>${n}. The lamp on the quay was lit before the boats came home.</p>`;
const inside = (body: string, rest: object = {}) => makeEpub({ parts: [{ name: 'a.xhtml', body }], ...rest });
/** More than a call can have arguments. */
const MANY = 150_000;

describe('books made to take long', () => {
  it.each<[string, string, () => Promise<Buffer> | Buffer]>([
    [
      'contents whose ids are all lost, over as many headings',
      'a.epub',
      () =>
        inside(
          rows(5_000, (n) => `<h2>Day ${n}</h2>${line(n)}`),
          { nav: rows(5_000, (n) => navLine(`Night ${n}`, `a.xhtml#n${n}`)) },
        ),
    ],
    [
      'sections of one chapter',
      'a.epub',
      () =>
        inside(`<h1 id="c">Chapter 1</h1>${rows(20_000, line)}${rows(10_000, (n) => `<p id="s${n}">Late ${n}.</p>`)}`, {
          nav: navLine(
            'Chapter 1',
            'a.xhtml#c',
            rows(10_000, (n) => navLine(`Thing ${n}`, `a.xhtml#s${n}`)),
          ),
        }),
    ],
    [
      'a guide that names one page again and again',
      'a.epub',
      () =>
        inside(rows(20_000, line), {
          guide: `<guide>${rows(20_000, () => '<reference type="toc" href="a.xhtml"/>')}</guide>`,
        }),
    ],
    [
      'marks without text before a bracket',
      'a.epub',
      () => inside(`<p>[ ${rows(30_000, () => '<i lang="fr"></i>')}y</p>${prose(1)}`),
    ],
    ['a word of stops', 'a.epub', () => inside(`<p>A${'.'.repeat(200_000)}x</p>${prose(1)}`)],
    ['ids before a text', 'a.epub', () => inside(`${rows(MANY, (n) => `<a id="x${n}"/>`)}${prose(1)}`)],
    [
      'text beside the cells of a table',
      'a.epub',
      () => inside(`<table><tr><td>A</td><td>B</td></tr>${rows(MANY, (n) => `<p>${n}</p>`)}</table>`),
    ],
    ['facts', 'a.epub', () => inside(prose(1), { metadata: rows(MANY, () => '<dc:subject>x</dc:subject>') })],
    [
      'blanks in a caption',
      'a.txt',
      () => Buffer.from(`One.\n\n[Illustration: ${' '.repeat(200_000)}x${' '.repeat(200_000)}y\n\nTwo.`),
    ],
    ['lines without a blank one', 'a.txt', () => Buffer.from(rows(MANY, (n) => `Lamp ${n} was lit.\n`))],
  ])(
    '%s',
    async (_, fileName, make) => {
      const book = await readBook(await make(), fileName, NARRATORS_CHOICE);
      expect(book.chapters.length).toBeGreaterThan(0);
    },
    HOSTILE_MS,
  );
});

describe('names made to command a terminal', () => {
  it('lose what a terminal would obey, and nothing else', async () => {
    const bytes = await inside(`<p>Text.</p>${prose(1)}`, {
      title: 'A&#27;[2J Tale',
      nav: navLine('One&#27;]52;c;cm0gLXJm&#7; \u0085More\u009b31m', 'a.xhtml'),
      metadata: '<dc:creator>Ann&#8; Author</dc:creator><dc:publisher>Press&#27;[0m</dc:publisher>',
    });
    const book = await readBook(bytes, 'a.epub', NARRATORS_CHOICE);
    const names = [book.title, ...book.authors, book.publisher ?? '', ...book.chapters.map(({ title }) => title)];
    expect(names.join('|')).not.toMatch(/(?!\s)\p{Cc}/u);
    expect(names).toEqual(['A[2J Tale', 'Ann Author', 'Press[0m', 'One]52;c;cm0gLXJm More31m']);
  });
});
