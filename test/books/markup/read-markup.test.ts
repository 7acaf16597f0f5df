import { describe, expect, it } from 'vitest';
import { countLetters, readMarkup } from '../../../src/books/markup/index.js';
import { page } from '../make-epub.js';

const read = (body: string, language: string | null = 'en') => readMarkup(page(body), language);
/** `kind:text` of every block. */
const blocks = (body: string, language: string | null = 'en'): string[] =>
  read(body, language).blocks.map(({ kind, text }) => (kind === 'break' ? '---' : `${kind}:${text}`));
const texts = (body: string, language: string | null = 'en'): string[] =>
  read(body, language).blocks.map(({ text }) => text);
const dropped = (body: string): Record<string, number> =>
  Object.fromEntries(read(body).dropped.map(({ why, letters }) => [why, letters]));

describe('borders', () => {
  it('are made by block elements, never by inline ones', () => {
    expect(blocks('<div>One<p>two</p>three</div>')).toEqual(['paragraph:One', 'paragraph:two', 'paragraph:three']);
    expect(blocks('<p>a<b>b</b><i>c</i> <span>d</span></p>')).toEqual(['paragraph:abc d']);
  });
  it('know headings, lists, quotes', () => {
    expect(blocks('<h2>T</h2><ul><li>a</li><li><p>b</p></li></ul><blockquote><p>q</p></blockquote>')).toEqual([
      'heading:T',
      'list-item:a',
      'list-item:b',
      'quote:q',
    ]);
    expect(read('<h3>T</h3>').blocks[0]?.level).toBe(3);
  });
  it('take a title group as headings', () => {
    expect(blocks('<hgroup><h2>I</h2><p>Loomings</p></hgroup><p>Call me</p>')).toEqual([
      'heading:I',
      'heading:Loomings',
      'paragraph:Call me',
    ]);
  });
  it('do not let an unclosed heading swallow the text', () => {
    expect(blocks('<h2>Title</h3><p>Text</p>')).toEqual(['heading:Title', 'paragraph:Text']);
  });
  it('collapse white space, but not between Japanese characters', () => {
    expect(texts('<p>\n a \n\t b&#160;c\u2003d </p>')).toEqual(['a b c d']);
    expect(texts('<p>春は\n   曙。 やう</p>', 'ja')).toEqual(['春は曙。 やう']);
  });
  it('read cells of a row as one', () => {
    expect(blocks('<table><tr><td>HAMLET.</td><td>To be</td></tr><tr><td>a</td><td>b</td></tr></table>')).toEqual([
      'paragraph:HAMLET. To be',
      'paragraph:a, b',
    ]);
  });
});

describe('broken markup', () => {
  it('is read as far as it goes', () => {
    expect(texts('<title/><p>a<br>b<p>c &amp; d &nosuch; e</p><script/>f<![CDATA[ <g> & ]]></body>tail')).toEqual([
      'a b',
      'c & d &nosuch; e',
      'f <g> &',
      'tail',
    ]);
  });
  it('nests 100,000 deep without harm', () => {
    const deep = `${'<div>'.repeat(100_000)}deep${'</div>'.repeat(100_000)}<p>after</p>`;
    expect(texts(deep)).toEqual(['deep', 'after']);
  });
  it('survives 50,000 unclosed inline elements', () => {
    expect(texts(`<p>${'<i>x '.repeat(50_000)}</p><p>end</p>`).at(-1)).toBe('end');
  });
});

describe('what is not spoken', () => {
  it.each([
    [
      'a marked note',
      '<p>Word<a epub:type="noteref" href="n.xhtml#1">12</a>, and</p>',
      'Word, and',
      { 'note-mark': 2 },
    ],
    ['a raised number with a link', '<p>Word<sup><a href="#n1">1</a></sup> and</p>', 'Word and', { 'note-mark': 1 }],
    ['a bracketed link', '<p>Word.[<a href="#n1">1</a>] And</p>', 'Word. And', { 'note-mark': 1 }],
    ['brackets raised round a link', '<p>Word<sup>[<a href="#f">2</a>]</sup>.</p>', 'Word.', { 'note-mark': 1 }],
    ['a sign', '<p>Word<a href="#n">*</a> and</p>', 'Word and', { 'note-mark': 0 }],
    ['a bracketed number in the text', '<p>It was so.[12] And then</p>', 'It was so. And then', { 'note-mark': 2 }],
    ['a raised number', '<p>He left.<sup>3</sup> Then</p>', 'He left. Then', { 'note-mark': 1 }],
    ['a link back', '<p>A note. <a href="c.xhtml#r1">↩</a></p>', 'A note.', { 'back-link': 0 }],
    ['a page number', '<p>be<span epub:type="pagebreak" title="7">7</span>fore</p>', 'before', { 'page-number': 1 }],
    ['a page number by class', '<p>a <span class="pagenum">[Pg 12]</span>b</p>', 'a b', { 'page-number': 4 }],
    ['hidden text', '<p>a<span hidden="">xx</span><span style="display: none">yyy</span>b</p>', 'ab', { hidden: 5 }],
    ['an inline note', '<p>a<span epub:type="footnote">note</span> b</p>', 'a b', { note: 4 }],
    ['invisible characters', '<p>so\u00adft zero\u200b\u2060width\ufeff</p>', 'soft zerowidth', {}],
  ])('%s', (_, body, text, letters) => {
    expect(texts(body)).toEqual([text]);
    expect(dropped(body)).toEqual(letters);
  });

  it.each([
    ['a link with words', '<p>See <a href="#x">chapter 2</a>.</p>', 'See chapter 2.'],
    ['a number that begins a paragraph', '<p><a href="#s">12</a> men came</p>', '12 men came'],
    ['a numeral in a heading', '<h2>Chapter <a href="toc.xhtml#c">2</a></h2>', 'Chapter 2'],
    ['a number in a list of links', '<ul><li>Whale, <a href="c.xhtml#p">12</a></li></ul>', 'Whale, 12'],
    ['an ordinal', '<p>the 1<sup>st</sup> of May</p>', 'the 1st of May'],
    ['a power', '<p>10<sup>2</sup> men</p>', '10² men'],
    ['an index below', '<p>H<sub>2</sub>O</p>', 'H2O'],
    ['a word in capitals after a drop cap', '<p><span class="dropcap">O</span>NCE</p>', 'Once'],
    ['a drop cap with a blank in it', '<p><span class="dropcap"> T </span>he</p>', 'The'],
  ])('but %s is', (_, body, text) => {
    expect(texts(body)).toEqual([text]);
  });

  it('nor are pictures, but for a drop cap', () => {
    expect(texts('<p><img alt="rabbit.png" src="r.png"/>text</p>')).toEqual(['text']);
    const cap = read('<p><img alt="A" src="a.png"/>lice was</p>');
    expect(cap.blocks[0]?.text).toBe('Alice was');
    expect(cap.addedLetters).toBe(1);
  });

  it('nor is code, but a letter set as code is', () => {
    const code = read('<pre class="programlisting">for (;;) { x[i] += 1; }</pre><p>a</p>').blocks;
    expect(code.map(({ text, inset }) => [text, inset])).toEqual([
      ['for (;;) { x[i] += 1; }', 'code'],
      ['a', null],
    ]);
    const letter =
      'Dear all,\nit has come to our notice that\nsome of you still believe\nin the old rules about\nwho may speak in a meeting and\nwhen to be silent.\n\nYours, all of\nus';
    expect(blocks(`<pre class="screen">${letter}</pre>`)).toHaveLength(2);
  });
});

describe('places', () => {
  const anchors = (body: string): Record<string, readonly string[]> =>
    Object.fromEntries(read(body).blocks.map(({ text, anchors: ids }) => [text, ids]));

  it('go to the block that holds them', () => {
    expect(anchors('<section id="s"><h2 id="h"><a id="a"/>T</h2><p>x <a id="b"/>y</p></section>')).toEqual({
      T: ['s', 'h', 'a'],
      'x y': ['b'],
    });
  });
  it('at the end of a block go to the next', () => {
    expect(anchors('<p>one<a id="end"/></p><h2>two</h2>')).toEqual({ one: [], two: ['end'] });
  });
  it('pass over what has no text', () => {
    expect(
      anchors('<p id="p"><img src="x.png"/></p><div><span epub:type="pagebreak" id="pg">7</span></div><p>text</p>'),
    ).toEqual({ text: ['p', 'pg'] });
  });
  it('after the last block are kept', () => {
    expect(read('<p>x</p><p id="z"></p>').endAnchors).toEqual(['z']);
  });
});

describe('breaks and verse', () => {
  it.each(['<hr/>', '<p>* * *</p>', '<p>⁂</p>', '<p>—</p>', '<p>&#160;</p><p>&#160;</p>'])(
    'a scene ends with %s',
    (sign) => {
      expect(blocks(`<p>a</p>${sign}<p>b</p>`)).toEqual(['paragraph:a', '---', 'paragraph:b']);
    },
  );
  it('one empty paragraph is nothing', () => {
    expect(blocks('<p>a</p><p> </p><p>b</p>')).toEqual(['paragraph:a', 'paragraph:b']);
  });
  it('lines of a poem, its stanzas, and a line broken by the page', () => {
    const poem =
      '<p class="poem">How doth the little<br/>  Improve his<br/>And pour<br/><br/>How cheerfully he seems to grin and how very neatly spread<br/>      his claws</p>';
    expect(read(poem).blocks.map(({ kind, text, endsStanza }) => [kind, text, endsStanza])).toEqual([
      ['verse', 'How doth the little', false],
      ['verse', 'Improve his', false],
      ['verse', 'And pour', true],
      ['verse', 'How cheerfully he seems to grin and how very neatly spread his claws', true],
    ]);
  });
  it('short lines are verse without being told; an address of two lines is not', () => {
    expect(blocks('<p>Roses are red,<br/>violets are blue,<br/>so there.</p>').map((b) => b.split(':')[0])).toEqual([
      'verse',
      'verse',
      'verse',
    ]);
    expect(blocks('<p>Alice’s Right Foot,<br/>Hearthrug</p>')).toEqual(['paragraph:Alice’s Right Foot, Hearthrug']);
  });
  it('a title of two lines is one heading', () => {
    expect(blocks('<h2>CHAPTER I.<br/>\nDown the Rabbit-Hole</h2>')).toEqual([
      'heading:CHAPTER I. Down the Rabbit-Hole',
    ]);
  });
});

describe('ruby', () => {
  const ruby = '<p><ruby>山路<rp>(</rp><rt>やまみち</rt><rp>)</rp></ruby>を<ruby>智<rt>ち</rt>恵<rt>え</rt></ruby></p>';
  it('is read in place of the characters in Japanese', () => expect(texts(ruby, 'ja')).toEqual(['やまみちをちえ']));
  it('is left out in Chinese', () => expect(texts('<p><ruby>漢<rt>hàn</rt></ruby>字</p>', 'zh')).toEqual(['漢字']));
});

describe('meaning', () => {
  it('of regions and sections', () => {
    const book = read(
      '<section epub:type="endnotes"><p>n</p></section><section role="doc-dedication"><p>d</p></section><aside class="footnote">f</aside><section epub:type="chapter"><blockquote epub:type="epigraph">e</blockquote></section>',
    );
    expect(book.blocks.map(({ text, region, section }) => [text, region, section])).toEqual([
      ['n', 'note', null],
      ['d', null, 'dedication'],
      ['f', 'note', null],
      ['e', null, 'chapter'],
    ]);
  });
  it('of languages: the block’s, or that of nearly all of it', () => {
    const book = read(
      '<p>Plain</p><p xml:lang="fr">Bonjour</p><p><i lang="de_AT">Guten Tag, mein Herr</i>!</p><p>He said <i lang="fr">oui</i> and went.</p>',
    );
    expect(book.blocks.map(({ language }) => language)).toEqual(['en', 'fr', 'de-at', 'en']);
  });
  it('of links: a line of links is known', () => {
    expect(read('<p><a href="c1.xhtml">CHAPTER I.</a> Down</p>').blocks[0]).toMatchObject({ linkFirst: true });
    expect(read('<p><a href="https://x.org">out</a></p>').blocks[0]).toMatchObject({ linked: 0, linkFirst: false });
  });
});

it('letters are counted as they would be spoken', () => {
  expect(countLetters('ﬁne so\u00adft Ａ１ x² — !')).toBe(4 + 4 + 2 + 2);
});
