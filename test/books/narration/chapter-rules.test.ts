import { describe, expect, it } from 'vitest';
import { navLine, navPoint, prose } from '../make-epub.js';
import { firsts, headings, leftOut, read, spoken, titles } from './narrated.js';

const file = (n: number, heading: string, letters = 400): { name: string; body: string } => ({
  name: `${n}.xhtml`,
  body: `${heading}${prose(n, letters)}`,
});
const files = (...all: readonly string[]) => all.map((heading, i) => file(i + 1, heading));

/** One test for every row of "Chapters" in the reference on books (3.1), named after it. */
describe('entries with a fragment, files with two or more entries', () => {
  it('are cut inside the file', async () => {
    const body = `<h2 id="a">One</h2>${prose(1)}<h2 id="b">Two</h2>${prose(2)}`;
    const book = await read({
      parts: [{ name: 'x.xhtml', body }],
      nav: navLine('One', 'x.xhtml#a') + navLine('Two', 'x.xhtml#b'),
    });
    expect(titles(book)).toEqual(['chapter: One', 'chapter: Two']);
    expect(spoken(book).match(/Part 2, line/g)?.length).toBe(book.chapters[1]?.passages.slice(1).length);
  });
});

describe('a fragment on a div, a section or an anchor', () => {
  it.each([
    ['round the heading', '<div id="b"><h2>Two</h2>'],
    ['in an empty paragraph before it', '<p><a id="b"></a></p><h2>Two</h2>'],
    ['at the end of the paragraph before it', '<p>The last words of the first chapter. <a id="b"></a></p><h2>Two</h2>'],
    ['after it', '<h2>Two</h2><a id="b"></a>'],
    ['after it and a scene break', '<h2>Two</h2><hr/><a id="b"></a>'],
    ['on the name under the number', '<h2>2</h2><h3 id="b">Two</h3>'],
    ['that does not exist, but a heading says the same', '<h2>Two</h2>'],
  ])('%s means the heading', async (_, start) => {
    const end = start.startsWith('<div') ? '</div>' : '';
    const body = `<h2 id="a">One</h2>${prose(1)}${start}${prose(2)}${end}`;
    const nav = navLine('One', 'x.xhtml#a') + navLine('Two', 'x.xhtml#b');
    const book = await read({ parts: [{ name: 'x.xhtml', body }], nav });
    expect(book.chapters.map(({ kind }) => kind)).toEqual(['chapter', 'chapter']);
    expect(headings(book, 0)).toEqual(['One']);
    expect(headings(book, 1).join(' ')).toMatch(/^(2\.? )?Two$/);
    expect(firsts(book, 1, 1)[0]).toMatch(/^heading: (2|Two|2\. Two)$/);
  });

  it('without a heading begins at the block that holds it', async () => {
    const body = `<h2 id="a">One</h2>${prose(1)}<p id="b">${'An opening without a heading. '.repeat(12)}</p>${prose(2)}`;
    const book = await read({
      parts: [{ name: 'x.xhtml', body }],
      nav: navLine('One', 'x.xhtml#a') + navLine('Two', 'x.xhtml#b'),
    });
    expect(firsts(book, 1)).toEqual(['heading: Two', expect.stringMatching(/^paragraph: An opening/)]);
  });
});

describe('spine documents without entry', () => {
  const nav = navLine('One', '1.xhtml') + navLine('Two', '3.xhtml');

  it('continue the chapter before', async () => {
    const book = await read({ parts: files('<h2>One</h2>', '', '<h2>Two</h2>'), nav });
    expect(titles(book)).toEqual(['chapter: One', 'chapter: Two']);
    expect(book.chapters[0]?.passages.at(-1)?.text).toMatch(/^Part 2/);
  });

  it('are pages of their own when they say that they are front or back matter', async () => {
    const parts = [
      ...files('<h2>One</h2>', '', '<h2>Two</h2>'),
      { name: '4.xhtml', body: `<section epub:type="afterword">${prose(4)}</section>` },
    ];
    expect(titles(await read({ parts, nav }))).toEqual(['chapter: One', 'chapter: Two', 'back: Afterword']);
  });

  it('are not lost after a page that is not read', async () => {
    const parts = files('<h1>Contents</h1>', '<h2>Prologue</h2>', '<h2>Two</h2>');
    const [contents, ...rest] = parts;
    const short = { name: contents?.name ?? '', body: '<h1>Contents</h1><p>One</p>' };
    const book = await read({
      parts: [short, ...rest],
      nav: navLine('Contents', '1.xhtml') + navLine('Two', '3.xhtml'),
    });
    expect(titles(book)).toEqual(['chapter: Prologue', 'chapter: Two']);
    expect(leftOut(book)).toContain('contents: Contents');
  });
});

describe('documents before the first target', () => {
  const nav = navLine('One', '1.xhtml') + navLine('Two', '2.xhtml');
  it('are front matter, not a chapter', async () => {
    const cover = { name: 'cover.xhtml', body: '<p>A quay by night</p>' };
    const page = {
      name: 'page.xhtml',
      body: `<p>Ann Author has lived on many coasts.</p><p>${'Her other books. '.repeat(20)}</p>`,
    };
    const book = await read({ parts: [cover, page, ...files('<h2>One</h2>', '<h2>Two</h2>')], nav });
    expect(titles(book)).toEqual(['chapter: One', 'chapter: Two']);
    expect(leftOut(book)).toContain('front-matter: Before the text');
  });

  it('are read when they are long, or say that they are more', async () => {
    const long = { name: 'a.xhtml', body: `<h2>How I Came Here</h2>${prose(8, 1500)}` };
    const book = await read({ parts: [long, ...files('<h2>One</h2>', '<h2>Two</h2>')], nav });
    expect(titles(book)).toEqual(['chapter: How I Came Here', 'chapter: One', 'chapter: Two']);
    const dedication = {
      name: 'd.xhtml',
      body: `<section epub:type="dedication"><p>${'For those on the quay. '.repeat(4)}</p></section>`,
    };
    expect(titles(await read({ parts: [dedication, ...files('<h2>One</h2>', '<h2>Two</h2>')], nav }))[0]).toBe(
      'front: Dedication',
    );
  });
});

describe('two and three levels', () => {
  const nested = navLine(
    'Volume I',
    '1.xhtml',
    navLine('Book First', '2.xhtml', navLine('Chapter I', '3.xhtml') + navLine('Chapter II', '4.xhtml')) +
      navLine('Book Second', '5.xhtml', navLine('Chapter I', '6.xhtml')),
  );
  const names = [['Volume I'], ['Book First'], ['Chapter I', 3], ['Chapter II', 4], ['Book Second'], ['Chapter I', 6]];
  const parts = names.map(([heading, n], i) => ({
    name: `${i + 1}.xhtml`,
    body: `<h2>${heading}</h2>${n === undefined ? '' : prose(Number(n))}`,
  }));

  it('say a part once, at its first chapter, and keep the path where a title needs it', async () => {
    const book = await read({ parts, nav: nested });
    expect(titles(book)).toEqual([
      'chapter: Volume I. Book First. Chapter I',
      'chapter: Chapter II',
      'chapter: Book Second. Chapter I',
    ]);
    expect(headings(book, 0)).toEqual(['Volume I', 'Book First', 'Chapter I']);
    expect(headings(book, 1)).toEqual(['Chapter II']);
    expect(headings(book, 2)).toEqual(['Book Second', 'Chapter I']);
  });

  it('say a part once when its name stands on the chapter’s page too', async () => {
    const both = [file(1, '<h1>Part One</h1><h2>Chapter I</h2>'), file(2, '<h2>Chapter II</h2>')];
    const nav = navLine('Part One', '1.xhtml', navLine('Chapter I', '1.xhtml') + navLine('Chapter II', '2.xhtml'));
    const book = await read({ parts: both, nav });
    expect(
      headings(book, 0)
        .join('. ')
        .match(/Part One/g),
    ).toHaveLength(1);
    expect(titles(book)).toEqual(['chapter: Part One. Chapter I', 'chapter: Chapter II']);
  });

  it('are seen in a flat list whose parts are called so', async () => {
    const parts = ['Part One', 'I', 'II', 'Part Two', 'I', 'II', 'Epilogue'].map((heading, i) =>
      file(i + 1, `<h2>${heading}</h2>`),
    );
    const bare = parts.map((part, i) =>
      i === 0 || i === 3 ? { ...part, body: part.body.replace(/<p>.*/, '') } : part,
    );
    const nav = ['Part One', 'I', 'II', 'Part Two', 'I', 'II', 'Epilogue']
      .map((label, i) => navLine(label, `${i + 1}.xhtml`))
      .join('');
    expect(titles(await read({ parts: bare, nav }))).toEqual([
      'chapter: Part One. I',
      'chapter: Part One. II',
      'chapter: Part Two. I',
      'chapter: Part Two. II',
      'chapter: Epilogue',
    ]);
  });

  it.each([
    ['a chapter by name', 'Chapter 1. Ropes', 'Chapter 2. Sails', 'Knots', 'Splices'],
    ['a number that goes on', '1 Ropes', '2 Sails', '1.1 Knots', '1.2 Splices'],
    ['a preface', 'Preface', 'Chapter 1', 'Why', 'For whom'],
    ['an appendix', 'Appendix A. Ropes', 'Appendix B. Sails', 'Knots', 'Splices'],
  ])('are one chapter where %s has sections', async (_, one, two, a, b) => {
    const parts = [one, a, b, two].map((heading, i) => file(i + 1, `<h2>${heading}</h2>`, 2000));
    const extra = file(5, '<h2>Chapter 9</h2>', 20_000);
    const nav =
      navLine(one, '1.xhtml', navLine(a, '2.xhtml') + navLine(b, '3.xhtml')) +
      navLine(two, '4.xhtml') +
      navLine('Chapter 9', '5.xhtml');
    const book = await read({ parts: [...parts, extra], nav });
    expect(book.chapters.map(({ title }) => title)).toEqual([one, two, 'Chapter 9']);
    expect(headings(book, 0)).toEqual([one, a, b]);
  });
});

describe('an entry without target', () => {
  it('is the prefix of the next chapter’s title', async () => {
    const nav = `<li><span>The Sea</span><ol>${navLine('One', '1.xhtml')}${navLine('Two', '2.xhtml')}</ol></li>`;
    const book = await read({ parts: files('<h2>One</h2>', '<h2>Two</h2>'), nav });
    expect(titles(book)).toEqual(['chapter: The Sea. One', 'chapter: Two']);
    expect(headings(book, 0)).toEqual(['The Sea', 'One']);
    expect(book.warnings).toEqual([]);
  });
});

describe('an entry that leads out of the book', () => {
  it('is no name of the next chapter', async () => {
    const nav = navLine('One', '1.xhtml') + navLine('Our Shop', 'https://example.org/') + navLine('Two', '2.xhtml');
    const book = await read({ parts: files('<h2>One</h2>', '<h2>Two</h2>'), nav });
    expect(titles(book)).toEqual(['chapter: One', 'chapter: Two']);
    expect(spoken(book)).not.toContain('Our Shop');
    expect(book.warnings).toEqual(['1 line of the contents leads to no page of the book: “Our Shop”.']);
  });
});

describe('linear="no"', () => {
  it('is left out unless the contents point there', async () => {
    const parts = [
      ...files('<h2>One</h2>', '<h2>Two</h2>'),
      { name: 'x.xhtml', body: `<h2>Aside</h2>${prose(9)}`, linear: false },
    ];
    const nav = navLine('One', '1.xhtml') + navLine('Two', '2.xhtml');
    expect(titles(await read({ parts, nav }))).toEqual(['chapter: One', 'chapter: Two']);
    expect(titles(await read({ parts, nav: nav + navLine('Aside', 'x.xhtml') }))).toContain('chapter: Aside');
  });
});

describe('order against the spine, duplicate targets', () => {
  it('are put in the order of the text; the same line twice is one', async () => {
    const nav = [3, 1, 2, 2].map((n) => navLine(`Chapter ${n}`, `${n}.xhtml`)).join('');
    const parts = files('<h2>Chapter 1</h2>', '<h2>Chapter 2</h2>', '<h2>Chapter 3</h2>');
    const book = await read({ parts, nav });
    expect(titles(book)).toEqual([1, 2, 3].map((n) => `chapter: Chapter ${n}`));
    expect(headings(book, 1)).toEqual(['Chapter 2']);
  });
});

describe('label against heading', () => {
  it.each([
    [
      'equals it',
      'Chapter I. The Quay',
      '<h2>Chapter I<br/>The Quay</h2>',
      'Chapter I. The Quay',
      ['Chapter I. The Quay'],
    ],
    ['contains it', '1 The Quay', '<h2>1</h2>', '1 The Quay', ['1 The Quay']],
    ['is contained by it', 'The Quay', '<h2>Chapter 1. The Quay</h2>', 'The Quay', ['Chapter 1. The Quay']],
    ['differs', 'The Quay', '<h2>At Sea</h2>', 'The Quay', ['At Sea']],
    ['has none', 'The Quay', '', 'The Quay', ['The Quay']],
    [
      'is only its number',
      'Chapter I',
      '<h2>Chapter I</h2><h3>The Quay</h3>',
      'Chapter I. The Quay',
      ['Chapter I', 'The Quay'],
    ],
  ])('%s: announced once', async (_, label, heading, title, announced) => {
    const book = await read({ parts: files(heading, ''), nav: navLine(label, '1.xhtml') + navLine('Next', '2.xhtml') });
    expect(book.chapters[0]?.title).toBe(title);
    expect(headings(book, 0)).toEqual(announced);
  });
});

describe('documents empty of text or under 60 characters', () => {
  it('join the next chapter, the last one the chapter before', async () => {
    const parts = [
      ...files('<h2>One</h2>', '<h2>Two</h2>'),
      { name: 'm.xhtml', body: '<section epub:type="dedication"><p>To my sister.</p></section>' },
      { name: 'e.xhtml', body: '<p></p><p><img src="x.png" alt=""/></p>' },
      file(9, '<h2>Three</h2>'),
      { name: 'z.xhtml', body: '<h2>The End</h2>' },
    ];
    const nav = ['One|1', 'Two|2', 'Dedication|m', 'Map|e', 'Three|9', 'The End|z']
      .map((line) => line.split('|'))
      .map(([label = '', name]) => navLine(label, `${name}.xhtml`))
      .join('');
    const book = await read({ parts, nav });
    expect(titles(book)).toEqual(['chapter: One', 'chapter: Two', 'chapter: Three']);
    expect(firsts(book, 2, 3)).toEqual(['heading: Dedication', 'paragraph: To my sister.', 'heading: Three']);
    expect(book.chapters[2]?.passages.at(-1)?.text).toBe('The End');
    expect(book.warnings).toEqual(['1 line of the contents leads to a page without text, perhaps a picture: “Map”.']);
  });
});

describe('documents over 200,000 characters', () => {
  it('without any structure are pieces that end with paragraphs', async () => {
    const book = await read({ parts: [{ name: 'all.xhtml', body: prose(1, 200_000) }] });
    expect(book.chapters.length).toBeGreaterThan(3);
    expect(book.chapters.map(({ title }) => title)).toEqual(book.chapters.map((_, i) => `Part ${i + 1}`));
    for (const { passages } of book.chapters) {
      const length = passages.reduce((sum, { text }) => sum + text.length, 0);
      expect(length).toBeLessThan(75_000);
      expect(passages[0]?.text).toMatch(/^Part 1, line \d+\./);
    }
  });

  it('that the contents name stay what they are', async () => {
    const nav = navLine('One', '1.xhtml') + navLine('Two', '2.xhtml');
    expect(titles(await read({ parts: [file(1, '', 200_000), file(2, '')], nav }))).toEqual([
      'chapter: One',
      'chapter: Two',
    ]);
  });
});

describe('tiny entries', () => {
  const poem = (part: number, n: number): string =>
    `<h3 id="p${n}">Poem ${n} of the Sea</h3>${prose(100 * part + n, 300)}`;
  const nav = [1, 2, 3]
    .map((part) =>
      navLine(
        `Songs ${part}`,
        `${part}.xhtml`,
        Array.from({ length: 25 }, (_, i) => navLine(`Poem ${i} of the Sea`, `${part}.xhtml#p${i}`)).join(''),
      ),
    )
    .join('');
  it('that most are: chapters are what they stand under', async () => {
    const parts = [1, 2, 3].map((part) => ({
      name: `${part}.xhtml`,
      body: `<h2>Songs ${part}</h2>${Array.from({ length: 25 }, (_, i) => poem(part, i)).join('')}`,
    }));
    const book = await read({ parts, nav });
    expect(titles(book)).toEqual(['chapter: Songs 1', 'chapter: Songs 2', 'chapter: Songs 3']);
    expect(headings(book, 0)).toHaveLength(26);
  });
});

describe('untitled entries', () => {
  it.each([
    [
      'a navigation document',
      (...lines: [string, string][]) => ({ nav: lines.map(([label, href]) => navLine(label, href)).join('') }),
    ],
    [
      'an NCX',
      (...lines: [string, string][]) => ({ ncx: lines.map(([label, href]) => navPoint(label, href)).join('') }),
    ],
  ])('of %s have the title of their heading, else their number, which is not said', async (_, contents) => {
    const lines = contents(['One', '1.xhtml'], ['', '2.xhtml'], [' ', '3.xhtml'], ['Four', '4.xhtml']);
    const book = await read({ parts: files('<h2>One</h2>', '<h2>The Boat</h2>', '', '<h2>Four</h2>'), ...lines });
    expect(titles(book)).toEqual(['chapter: One', 'chapter: The Boat', 'chapter: Chapter 3', 'chapter: Four']);
    expect(headings(book, 2)).toEqual([]);
  });
});

describe('contents', () => {
  it.each([
    ['a navigation document', { nav: navLine('First', '1.xhtml') + navLine('Second', '2.xhtml') }, ['First', 'Second']],
    ['an NCX', { ncx: navPoint('First', '1.xhtml') + navPoint('Second', '2.xhtml') }, ['First', 'Second']],
    ['headings', {}, ['One', 'Two']],
  ])('come from %s', async (_, source, expected) => {
    const book = await read({ parts: files('<h2>One</h2>', '<h2>Two</h2>'), ...source });
    expect(book.chapters.map(({ title }) => title)).toEqual(expected);
  });

  it('come from two levels of headings where the upper ones are parts', async () => {
    const parts = files('<h1>Part One</h1><h2>The Quay</h2>', '<h2>The Boat</h2>', '<h1>Part Two</h1><h2>The Sea</h2>');
    expect(titles(await read({ parts }))).toEqual([
      'chapter: Part One. The Quay',
      'chapter: The Boat',
      'chapter: Part Two. The Sea',
    ]);
  });

  it('come from lines that look like headings where none are marked, over several files', async () => {
    const list = '<p>CHAPTER I</p><p>CHAPTER II</p><p>CHAPTER III</p><p>CHAPTER IV</p>';
    const parts = files(`${list}<p>CHAPTER I</p>`, '<p>CHAPTER II</p>', '<p>CHAPTER III</p>', '<p>CHAPTER IV</p>');
    const book = await read({ parts });
    expect(titles(book)).toEqual(['I', 'II', 'III', 'IV'].map((n) => `chapter: CHAPTER ${n}`));
    expect(headings(book, 0)).toEqual(['CHAPTER I']);
  });

  it('come from files where nothing else is there; made-up names are not said', async () => {
    const book = await read({ parts: files('', '') });
    expect(titles(book)).toEqual(['chapter: Chapter 1', 'chapter: Chapter 2']);
    expect(headings(book, 0)).toEqual([]);
    expect(titles(await read({ parts: files(''), language: 'fr' }))).toEqual(['chapter: The Test Book']);
  });

  it('that lead nowhere are named', async () => {
    const nav =
      navLine('One', '1.xhtml') +
      navLine('Two', '2.xhtml') +
      navLine('Lost', 'none.xhtml') +
      navLine('Gone', '2.xhtml#nowhere');
    expect((await read({ parts: files('<h2>One</h2>', '<h2>Two</h2>'), nav })).warnings).toEqual([
      '1 line of the contents leads to no page of the book: “Lost”.',
      '1 line of the contents leads to a place that is not in its file: “Gone”.',
    ]);
  });
});

describe('a number and a name in one line', () => {
  it.each([
    ['Chapter IV The Pier', 'Chapter IV. The Pier'],
    ['Chapter 4 “The Pier”', 'Chapter 4. “The Pier”'],
    ['Chapter IV. The Pier', 'Chapter IV. The Pier'],
    ['Room 4 The Pier', 'Room 4 The Pier'],
    ['Chapter IV of the story', 'Chapter IV of the story'],
  ])('%s is said with a stop between them, and listed as it is', async (heading, saidAs) => {
    const nav = navLine(heading, '1.xhtml') + navLine('Two', '2.xhtml');
    const book = await read({ parts: files(`<h2>${heading}</h2>`, '<h2>Two</h2>'), nav });
    expect(headings(book)).toEqual([saidAs]);
    expect(titles(book)[0]).toBe(`chapter: ${heading}`);
  });
});
