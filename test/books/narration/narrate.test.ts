import { describe, expect, it } from 'vitest';
import { navLine, navPoint, prose } from '../make-epub.js';
import { firsts, leftOut, read, spoken, titles } from './narrated.js';

describe('chapters', () => {
  it('are cut at fragments inside one file', async () => {
    const body = `<div id="a"><h2>One</h2>${prose(1)}</div><p id="b">${'An opening without a heading. '.repeat(12)}</p>${prose(2)}<a id="c"/><h2>Three</h2>${prose(3)}`;
    const nav = navLine('One', 'all.xhtml#a') + navLine('Two', 'all.xhtml#b') + navLine('Three', 'all.xhtml#c');
    const book = await read({ parts: [{ name: 'all.xhtml', body }], nav });
    expect(titles(book)).toEqual(['chapter: One', 'chapter: Two', 'chapter: Three']);
    expect(firsts(book, 1)).toEqual(['heading: Two', expect.stringMatching(/^paragraph: An opening/)]);
    expect(firsts(book, 2, 1)).toEqual(['heading: Three']);
    expect(book.chapters[0]?.passages.at(-1)?.text).toMatch(/^Part 1/);
  });

  it('go on over files that the contents do not name', async () => {
    const parts = [1, 2, 3].map((n) => ({ name: `f${n}.xhtml`, body: prose(n) }));
    const nav = navLine('One', 'f1.xhtml') + navLine('Two', 'f3.xhtml');
    const book = await read({ parts, nav });
    expect(titles(book)).toEqual(['chapter: One', 'chapter: Two']);
    expect(book.chapters[0]?.passages.at(-1)?.text).toMatch(/^Part 2/);
  });

  it('say the name of their part first; a part with text of its own is a chapter', async () => {
    const parts = [
      { name: 'p1.xhtml', body: '<h1>Part One</h1>' },
      { name: 'c1.xhtml', body: `<h2>I</h2>${prose(1)}` },
      { name: 'p2.xhtml', body: `<h1>Part Two</h1>${prose(2)}` },
      { name: 'c2.xhtml', body: `<h2>II</h2>${prose(3)}` },
      { name: 'c3.xhtml', body: `<h2>III</h2>${prose(4)}` },
    ];
    const nav =
      navLine('Part One', 'p1.xhtml', navLine('I', 'c1.xhtml')) +
      navLine('Part Two', 'p2.xhtml', navLine('II', 'c2.xhtml')) +
      `<li><span>Part Three</span><ol>${navLine('III', 'c3.xhtml')}</ol></li>`;
    const book = await read({ parts, nav });
    expect(titles(book)).toEqual(['chapter: Part One. I', 'part: Part Two', 'chapter: II', 'chapter: Part Three. III']);
    expect(firsts(book, 0)).toEqual(['heading: Part One', 'heading: I']);
    expect(firsts(book, 3)).toEqual(['heading: Part Three', 'heading: III']);
  });

  it.each([
    ['equal to the heading', 'Chapter I. The Quay', '<h2>Chapter I<br/>The Quay</h2>', ['Chapter I. The Quay']],
    ['made of two headings', 'I: The Quay', '<h2>I</h2><h3>The Quay</h3>', ['I: The Quay']],
    ['shorter than the heading', 'The Quay', '<h2>Chapter 1. The Quay</h2>', ['Chapter 1. The Quay']],
    ['longer than the heading', '1 The Quay', '<h2>1</h2>', ['1 The Quay']],
    ['without a heading', 'The Quay', '', ['The Quay']],
    ['unlike the heading', 'The Quay', '<h2>At Sea</h2>', ['At Sea']],
  ])('announce a label %s once', async (_, label, heading, announced) => {
    const parts = [
      { name: 'a.xhtml', body: heading + prose(1) },
      { name: 'b.xhtml', body: prose(2) },
    ];
    const book = await read({ parts, nav: navLine(label, 'a.xhtml') + navLine('Next', 'b.xhtml') });
    expect(book.chapters[0]?.title).toBe(label);
    expect(book.chapters[0]?.passages.filter(({ kind }) => kind === 'heading').map(({ text }) => text)).toEqual(
      announced,
    );
  });

  it('come from headings where there are no contents, else from files', async () => {
    const headed = await read({
      parts: [{ name: 'a.xhtml', body: `<h1>The Test Book</h1><h2>One</h2>${prose(1)}<h2>Two</h2>${prose(2)}` }],
    });
    expect(titles(headed)).toEqual(['chapter: One', 'chapter: Two']);
    const bare = await read({ parts: [1, 2].map((n) => ({ name: `${n}.xhtml`, body: prose(n) })) });
    expect(titles(bare)).toEqual(['chapter: Chapter 1', 'chapter: Chapter 2']);
  });

  it('are front and back matter by type, landmarks or title', async () => {
    const parts = [
      {
        name: 'ded.xhtml',
        body: '<section epub:type="dedication"><p>To my sister, who read every page of it aloud before anyone else did.</p></section>',
      },
      { name: 'pre.xhtml', body: `<h1>Preface</h1>${prose(1)}` },
      { name: 'c1.xhtml', body: `<section epub:type="chapter"><h1>One</h1>${prose(2)}</section>` },
      { name: 'aft.xhtml', body: `<section epub:type="afterword"><h1>A Last Word</h1>${prose(3)}</section>` },
      { name: 'glo.xhtml', body: `<h1>Words</h1>${prose(4)}` },
    ];
    const nav =
      navLine('Preface', 'pre.xhtml') +
      navLine('One', 'c1.xhtml') +
      navLine('A Last Word', 'aft.xhtml') +
      navLine('Words', 'glo.xhtml');
    const guide = '<guide><reference type="glossary" href="glo.xhtml"/></guide>';
    expect(titles(await read({ parts, nav, guide }))).toEqual([
      'front: Dedication',
      'front: Preface',
      'chapter: One',
      'back: A Last Word',
      'back: Words',
    ]);
  });

  it('do not say the title of the book over every chapter', async () => {
    const parts = [1, 2].map((n) => ({
      name: `${n}.xhtml`,
      body: `<h1>The Test Book</h1><h2>Chapter ${n}</h2>${prose(n)}`,
    }));
    const book = await read({ parts, nav: navLine('Chapter 1', '1.xhtml') + navLine('Chapter 2', '2.xhtml') });
    expect(spoken(book)).not.toContain('The Test Book');
    expect(leftOut(book)).toContain('duplicate-heading: Title of the book over its chapters');
  });

  it('begin in plain letters, and neither begin nor end with a break', async () => {
    const body = `<h1>One</h1><hr/><p>IT WAS A DARK NIGHT and I KNEW it.</p><p>STOP NOW said the sign.</p>${prose(1)}<hr/>`;
    const book = await read({ parts: [{ name: 'a.xhtml', body }], nav: navLine('One', 'a.xhtml') });
    expect(firsts(book, 0, 3)).toEqual([
      'heading: One',
      'paragraph: It was a dark night and I KNEW it.',
      'paragraph: STOP NOW said the sign.',
    ]);
    expect(book.chapters[0]?.passages.at(-1)?.kind).not.toBe('break');
  });

  it('carry the language of a passage that is not the book’s', async () => {
    const body = `<h1>One</h1>${prose(1)}<p xml:lang="en-US">Same language.</p><p xml:lang="fr">Bonjour tout le monde.</p>`;
    const book = await read({ parts: [{ name: 'a.xhtml', body }], nav: navLine('One', 'a.xhtml') });
    expect(book.chapters[0]?.passages.slice(-2).map(({ language }) => language)).toEqual([undefined, 'fr']);
  });
});

describe('a book that says it is in another language than it is', () => {
  it('is not read in that language because its files say so too', async () => {
    const text = '<p>The harbour was quiet that morning, and nobody had yet come down to the boats.</p>'.repeat(60);
    const body = `<div xml:lang="fr"><h1>One</h1>${text}<p xml:lang="de">Guten Tag.</p></div>`;
    const book = await read({ language: 'fr', parts: [{ name: 'a.xhtml', body }], nav: navLine('One', 'a.xhtml') });
    expect(book.language).toBe('en');
    expect([...new Set(book.chapters[0]?.passages.map(({ language }) => language))]).toEqual([undefined, 'de']);
  });
});

describe('what is left out', () => {
  const story = [1, 2].map((n) => ({ name: `c${n}.xhtml`, body: `<h2>Chapter ${n}</h2>${prose(n, 3000)}` }));
  const lines = story.map(({ name }, i) => navLine(`Chapter ${i + 1}`, name)).join('');
  const CHAPTERS = ['chapter: Chapter 1', 'chapter: Chapter 2'];

  it.each([
    ['cover', 'Cover', '<p>A picture of a quay</p>'],
    ['title-page', 'Title Page', '<h1>The Test Book</h1><p>by Ann Author</p>'],
    ['contents', 'Contents', '<p>Chapter 1</p><p>Chapter 2</p>'],
    ['copyright', 'Copyright', '<p>All rights reserved.</p>'],
    ['note', 'Endnotes', '<p>1. See the map.</p>'],
    ['index', 'Index', '<p>Quay, 1, 12</p>'],
    ['licence', 'THE FULL PROJECT GUTENBERG LICENSE', '<p>Please read this.</p>'],
  ])('%s by the title %s', async (why, title, body) => {
    const parts = [{ name: 'x.xhtml', body }, ...story];
    const book = await read({ parts, nav: navLine(title, 'x.xhtml') + lines });
    expect(titles(book)).toEqual(CHAPTERS);
    expect(leftOut(book)).toContain(`${why}: ${title}`);
  });

  it('what epub:type, landmarks or a guide say, in any place', async () => {
    const parts = [
      { name: 't.xhtml', body: '<section epub:type="titlepage"><h1>The Test Book</h1></section>' },
      { name: 'o.xhtml', body: '<p>Old words of a cover.</p>' },
      ...story.map(({ name, body }) => ({ name, body: `${body}<aside epub:type="footnote"><p>A note.</p></aside>` })),
      { name: 'e.xhtml', body: '<section epub:type="endnotes"><h2>Notes</h2><p>An end note.</p></section>' },
    ];
    const landmarks = '<nav epub:type="landmarks"><ol><li><a epub:type="cover" href="o.xhtml">c</a></li></ol></nav>';
    const book = await read({ parts, nav: lines, landmarks });
    expect(titles(book)).toEqual(CHAPTERS);
    expect(spoken(book)).not.toMatch(/note|Old words|The Test Book/);
  });

  it('a list of links that nothing calls contents', async () => {
    const list = `<h1>The Test Book</h1>${[1, 2, 3, 4, 5, 6].map((n) => `<p><a href="c${(n % 2) + 1}.xhtml">Chapter ${n}</a> of this book</p>`).join('')}`;
    const book = await read({ parts: [{ name: 'x.xhtml', body: list }, ...story], nav: lines });
    expect(titles(book)).toEqual(CHAPTERS);
    expect(leftOut(book)).toContain('contents: Contents');
  });

  it('pages beside the reading order, but for those the contents name', async () => {
    const aside = { name: 'x.xhtml', body: `<h2>Aside</h2>${prose(9)}`, linear: false };
    expect(titles(await read({ parts: [...story, aside], nav: lines }))).toEqual(CHAPTERS);
    expect(titles(await read({ parts: [...story, aside], nav: lines + navLine('Aside', 'x.xhtml') }))).toEqual([
      ...CHAPTERS,
      'chapter: Aside',
    ]);
  });

  it('never a third of the book because of its title', async () => {
    const parts = [{ name: 'x.xhtml', body: `<h1>Contents</h1>${prose(7, 9000)}` }, ...story];
    const book = await read({ parts, nav: navLine('Contents', 'x.xhtml') + lines });
    expect(titles(book)).toEqual(['chapter: Contents', ...CHAPTERS]);
  });
});

describe('Project Gutenberg', () => {
  const START = '*** START OF THE PROJECT GUTENBERG EBOOK THE TEST BOOK ***';
  const END = '*** END OF THE PROJECT GUTENBERG EBOOK THE TEST BOOK ***';
  const chapter = (n: number): string => `<h2>CHAPTER ${n}</h2>${prose(n, 2000)}`;
  const licence = '<p>Updated editions will replace the previous one.</p><p>Section 1. General Terms of Use</p>';

  it.each([
    ['marked', (text: string) => `<div class="pg-boilerplate">${text}</div>`],
    ['unmarked', (text: string) => text],
  ])('header and licence, %s, are cut across files', async (_, wrap) => {
    const parts = [
      {
        name: '0.xhtml',
        body: `${wrap(`<h2>The Project Gutenberg eBook of The Test Book</h2><p>This ebook is for the use of anyone.</p><p>${START}</p>`)}<p>Produced by some kind people</p><h1>The Test Book</h1><h2>by Ann Author</h2>`,
      },
      { name: '1.xhtml', body: chapter(1) },
      { name: '2.xhtml', body: chapter(2) },
      { name: '3.xhtml', body: `${chapter(3)}${wrap(`<p>${END}</p>${licence}`)}` },
      { name: '4.xhtml', body: wrap(`<h2>THE FULL PROJECT GUTENBERG™ LICENSE</h2>${licence}`) },
    ];
    const ncx =
      navPoint('The Test Book', '0.xhtml') +
      [1, 2, 3].map((n) => navPoint(`CHAPTER ${n}`, `${n}.xhtml`)).join('') +
      navPoint('THE FULL PROJECT GUTENBERG LICENSE', '4.xhtml');
    const book = await read({ parts, ncx });
    expect(titles(book)).toEqual(['chapter: CHAPTER 1', 'chapter: CHAPTER 2', 'chapter: CHAPTER 3']);
    expect(spoken(book)).not.toMatch(/gutenberg|Updated editions|Produced by|Ann Author|General Terms/i);
    expect(leftOut(book)).toContain('licence: Project Gutenberg header and licence');
  });

  it('a story that quotes the marks in the middle is not cut', async () => {
    const parts = [1, 2, 3].map((n) => ({
      name: `${n}.xhtml`,
      body: `${chapter(n)}${n === 2 ? `<p>${START}</p>` : ''}`,
    }));
    const book = await read({ parts, ncx: [1, 2, 3].map((n) => navPoint(`CHAPTER ${n}`, `${n}.xhtml`)).join('') });
    expect(titles(book)).toHaveLength(3);
    expect(spoken(book)).toContain('START OF THE PROJECT GUTENBERG');
  });
});
