import { describe, expect, it } from 'vitest';
import { NARRATORS_CHOICE } from '../../../src/books/index.js';
import type { Part } from '../../../src/books/reading-choice.js';
import { navLine, prose } from '../make-epub.js';
import { leftOut, read, spoken, titles } from './narrated.js';

const line = (text: string): string => `<p>${text}</p>`;
const parts = [
  {
    name: 'title.xhtml',
    body: '<section epub:type="titlepage"><h1>The Test Book</h1><p>A story of the sea in two parts, told by one who was there</p></section>',
  },
  {
    name: 'rights.xhtml',
    body: `<h2>Copyright</h2>${line('Copyright 2019 by Ann Author. All rights reserved, on land and at sea.')}`,
  },
  {
    name: 'toc.xhtml',
    body: `<h2>Contents</h2>${line('One, in which the boats come home and nobody is there')}${line('Two, in which the letter is opened at last')}`,
  },
  { name: 'preface.xhtml', body: `<h2>Preface</h2>${prose(1, 600)}` },
  { name: 'c1.xhtml', body: `<h2>One</h2>${prose(2, 3000)}` },
  { name: 'c2.xhtml', body: `<h2>Two</h2>${prose(3, 3000)}` },
  { name: 'appendix.xhtml', body: `<h2>Appendix</h2>${prose(4, 600)}` },
  {
    name: 'index.xhtml',
    body: `<h2>Index</h2>${line('Boats, 12, 14 and 19; harbour master, 3; lamps on the quay, 1; letters that were never opened, 7 to 9')}`,
  },
];
const nav = [
  'Title Page|title',
  'Copyright|rights',
  'Contents|toc',
  'Preface|preface',
  'One|c1',
  'Two|c2',
  'Appendix|appendix',
  'Index|index',
]
  .map((entry) => entry.split('|'))
  .map(([label = '', name]) => navLine(label, `${name}.xhtml`))
  .join('');

const CHAPTERS = ['chapter: One', 'chapter: Two'];

describe('whole pages by wish', () => {
  it.each<[string, Part[], Part[], string[], string[]]>([
    [
      'nothing more',
      [],
      [],
      ['front: Preface', ...CHAPTERS, 'back: Appendix'],
      ['title-page: Title Page', 'copyright: Copyright', 'contents: Contents', 'index: Index'],
    ],
    ['without preface', [], ['preface'], [...CHAPTERS, 'back: Appendix'], ['front-matter: Preface']],
    ['without back', [], ['back'], ['front: Preface', ...CHAPTERS], ['back-matter: Appendix']],
    [
      'with front',
      ['front'],
      [],
      ['front: Title Page', 'front: Copyright', 'front: Preface', ...CHAPTERS, 'back: Appendix'],
      ['contents: Contents'],
    ],
    [
      'with front, without preface',
      ['front'],
      ['preface'],
      ['front: Title Page', 'front: Copyright', ...CHAPTERS, 'back: Appendix'],
      ['front-matter: Preface'],
    ],
    [
      'with contents and index',
      ['contents', 'index'],
      [],
      ['front: Contents', 'front: Preface', ...CHAPTERS, 'back: Appendix', 'back: Index'],
      ['title-page: Title Page'],
    ],
    [
      'with index, without back',
      ['index'],
      ['back'],
      ['front: Preface', ...CHAPTERS, 'back: Index'],
      ['back-matter: Appendix'],
    ],
    [
      'front both ways: left out wins',
      ['front'],
      ['front'],
      ['front: Preface', ...CHAPTERS, 'back: Appendix'],
      ['title-page: Title Page'],
    ],
  ])('%s', async (_, include, exclude, chapters, out) => {
    const book = await read({ parts, nav }, { ...NARRATORS_CHOICE, include, exclude });
    expect(titles(book)).toEqual(chapters);
    expect(leftOut(book)).toEqual(expect.arrayContaining(out));
  });

  it('before the first line of the contents are read when front is wished', async () => {
    const page = { name: 'p.xhtml', body: line('For everyone who ever waited on a quay for a boat that came late.') };
    const lines = navLine('One', 'c1.xhtml') + navLine('Two', 'c2.xhtml');
    const body = parts.filter(({ name }) => /^c\d/.test(name));
    expect(titles(await read({ parts: [page, ...body], nav: lines }))).toEqual(CHAPTERS);
    expect(titles(await read({ parts: [page, ...body], nav: lines }, { include: ['front'] }))).toEqual([
      'front: Before the text',
      ...CHAPTERS,
    ]);
  });

  it('of Project Gutenberg are read when the licence is wished', async () => {
    const [start, end] = ['START', 'END'].map((word) =>
      line(`*** ${word} OF THE PROJECT GUTENBERG EBOOK THE TEST BOOK ***`),
    );
    const body = `${line('This ebook is for the use of anyone anywhere.')}${start}<h2 id="a">One</h2>${prose(2, 3000)}<h2 id="b">Two</h2>${prose(3, 3000)}${end}${line('Section 1. General Terms of Use.')}`;
    const source = {
      parts: [{ name: 'x.xhtml', body }],
      nav: navLine('One', 'x.xhtml#a') + navLine('Two', 'x.xhtml#b'),
    };
    expect(spoken(await read(source))).not.toMatch(/anyone anywhere|General Terms/);
    expect(spoken(await read(source, { include: ['licence', 'front'] }))).toMatch(
      /anyone anywhere[\s\S]*General Terms/,
    );
  });
});

describe('kinds', () => {
  it('follow the place where a title alone decides', async () => {
    const names = ['Bibliography', 'Chapter 1', 'Introduction', 'Chapter 2', 'Acknowledgments'];
    const book = await read({
      parts: names.map((name, i) => ({ name: `${i}.xhtml`, body: `<h2>${name}</h2>${prose(i, 1000)}` })),
      nav: names.map((name, i) => navLine(name, `${i}.xhtml`)).join(''),
    });
    expect(titles(book)).toEqual([
      'front: Bibliography',
      'chapter: Chapter 1',
      'chapter: Introduction',
      'chapter: Chapter 2',
      'back: Acknowledgments',
    ]);
  });

  it('of a motto under the book’s own name is front', async () => {
    const motto = {
      name: 'm.xhtml',
      body: `<h1>The Test Book</h1>${line('The sea gives back what it takes, but never to the same hands. '.repeat(7))}`,
    };
    const body = parts.filter(({ name }) => /^c\d/.test(name));
    const lines = navLine('The Test Book', 'm.xhtml') + navLine('One', 'c1.xhtml') + navLine('Two', 'c2.xhtml');
    expect(titles(await read({ parts: [motto, ...body], nav: lines }))).toEqual(['front: The Test Book', ...CHAPTERS]);
    const all = navLine('The Test Book', 'm.xhtml', navLine('One', 'c1.xhtml') + navLine('Two', 'c2.xhtml'));
    expect(titles(await read({ parts: [motto, ...body], nav: all }))).toEqual(['front: The Test Book', ...CHAPTERS]);
  });
});

describe('pages that nothing marks', () => {
  const body = parts.filter(({ name }) => /^c\d/.test(name));
  const lines = navLine('One', 'c1.xhtml') + navLine('Two', 'c2.xhtml');
  const with_ = (html: string) => ({ parts: [{ name: 'x.xhtml', body: html }, ...body], nav: lines });

  it('are left out where they speak of rights in more ways than one', async () => {
    const rights = `${line('Copyright © 2019 Ann Author')}${line('All rights reserved.')}${line('ISBN 978-1-00-000000-1')}${line('A note on the type. '.repeat(40))}`;
    const book = await read(with_(rights));
    expect(leftOut(book)).toContain('copyright: Copyright page');
    expect(titles(book)).toEqual(CHAPTERS);
  });

  it('are left out where whoever passes the book on speaks of himself, whatever the contents call it', async () => {
    const shop = `<h2>About</h2>${line('This book is brought to you by Feedbooks, http://www.feedbooks.com, for personal use only.')}${prose(7, 900)}`;
    const source = with_(shop);
    const book = await read({ ...source, nav: navLine('About', 'x.xhtml') + lines });
    expect(leftOut(book)).toContain('licence: About');
    expect(titles(book)).toEqual(CHAPTERS);
  });

  it('stay where a chapter only speaks of rights', async () => {
    const law = `<h2>Of Rights</h2>${prose(8, 900)}${line(`Copyright is a word; "all rights reserved" are three. ${'He read on until the lamp went out. '.repeat(40)}`)}`;
    const source = with_(law);
    expect(titles(await read({ ...source, nav: navLine('Of Rights', 'x.xhtml') + lines }))[0]).toBe(
      'chapter: Of Rights',
    );
  });

  it('are transcriber’s notes, as a line or as a page', async () => {
    const note = `<h2>Transcriber’s Note</h2>${line('Obvious errors have been corrected without a word.')}`;
    const [one, two] = body;
    const inside = { name: 'c1.xhtml', body: `${one?.body}${line('[Transcriber’s note: the page is torn here.]')}` };
    const book = await read({ parts: [inside, two ?? inside, { name: 'n.xhtml', body: note }], nav: lines });
    expect(spoken(book)).not.toMatch(/Transcriber|Obvious errors|torn here/);
    expect(leftOut(book)).toContain('licence: Transcriber’s note');
  });

  it.each(['skip', 'inline', 'end'] as const)(
    'are transcriber’s notes marked as annotations, with notes %s',
    async (notes) => {
      const marked = `<p>An <a epub:type="annoref" href="#a">oar</a> lay there.</p><aside epub:type="annotation" id="a"><p>Transcriber's Note: original reads 'aor'</p></aside>`;
      const [one, two] = body;
      const inside = { name: 'c1.xhtml', body: `${one?.body}${marked}` };
      const book = await read({ parts: [inside, two ?? inside], nav: lines }, { ...NARRATORS_CHOICE, notes });
      expect(spoken(book)).not.toMatch(/Transcriber|original reads/);
      expect(leftOut(book)).toContain('licence: Transcriber’s note');
    },
  );
});

describe('text that stands in the book twice', () => {
  it('is read once, and a warning says so', async () => {
    const chapter = (n: number): string => `<h2>Chapter ${n}</h2>${prose(n, 5000)}`;
    const source = [1, 2, 3].map((n) => ({
      name: `${n}.xhtml`,
      body: n === 3 ? `${chapter(3)}${chapter(1)}` : chapter(n),
    }));
    const nav = [1, 2, 3].map((n) => navLine(`Chapter ${n}`, `${n}.xhtml`)).join('');
    const book = await read({ parts: source, nav });
    expect(spoken(book).match(/Part 1, line 3\./g)).toHaveLength(1);
    expect(leftOut(book)).toContain('repeated: Text that stands in the book twice');
    expect(book.warnings).toEqual([
      '1 stretch of text stands in the book twice, word for word; the second is left out: “Chapter 1”.',
    ]);
  });

  it('is a refrain where it is short', async () => {
    const refrain = '<p>Come home, come home, the lamp is lit.</p>'.repeat(6);
    const body = [1, 2, 3].map((n) => `<h2>Chapter ${n}</h2>${prose(n, 500)}${refrain}`).join('');
    expect(spoken(await read({ parts: [{ name: 'x.xhtml', body }] })).match(/the lamp is lit/g)).toHaveLength(18);
  });
});
