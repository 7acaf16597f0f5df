import { describe, expect, it } from 'vitest';
import type { NotePlace } from '../../../src/books/index.js';
import { chapterOf, said } from './said.js';

const mark = (n: number | string, href: string): string => `<a epub:type="noteref" href="${href}">${n}</a>`;
/** Without the title of the chapter. */
const told = async (body: string, notes: NotePlace, notesFile = ''): Promise<string[]> =>
  said(body, { notes }, 'en', notesFile === '' ? {} : { parts: [{ name: 'notes.xhtml', body: notesFile }] });

const ENDNOTES =
  '<section epub:type="endnotes"><h2>Endnotes</h2><ol><li id="n1"><p>Of oak. <a href="a.xhtml#r1" epub:type="backlink">↩</a></p></li>' +
  '<li id="n2"><p>Of tin.</p><p>Dented. <a href="a.xhtml#r2" epub:type="backlink">↩</a></p></li></ol></section>';
const TEXT = `<p>He made a box.${mark(1, 'notes.xhtml#n1')} She made a key${mark(2, 'notes.xhtml#n2')} that fitted. They slept.</p><p>Then it was day.</p>`;

describe('row "notes": endnotes in a file of their own', () => {
  it('are skipped', async () => {
    expect(await told(TEXT, 'skip', ENDNOTES)).toEqual([
      'paragraph: He made a box. She made a key that fitted. They slept.',
      'paragraph: Then it was day.',
    ]);
  });
  it('are said after the sentence that has their mark', async () => {
    expect(await told(TEXT, 'inline', ENDNOTES)).toEqual([
      'paragraph: He made a box.',
      'paragraph: Note: Of oak.',
      'paragraph: She made a key that fitted.',
      'paragraph: Note: Of tin.',
      'paragraph: Dented.',
      'paragraph: They slept.',
      'paragraph: Then it was day.',
    ]);
  });
  it('are said at the end of the chapter that has their mark, after a pause', async () => {
    expect((await told(TEXT, 'end', ENDNOTES)).slice(2)).toEqual([
      'heading: Notes',
      'paragraph: Of oak.',
      'paragraph: Of tin.',
      'paragraph: Dented.',
    ]);
  });
  it('leave no chapter of notes behind, and nothing of them in the report', async () => {
    const { chapters, leftOut } = await chapterOf(TEXT, { notes: 'end' }, 'en', {
      parts: [{ name: 'notes.xhtml', body: ENDNOTES }],
    });
    expect(chapters.map(({ title }) => title)).toEqual(['One', 'Two']);
    expect(leftOut.filter(({ why }) => why === 'note').map(({ what }) => what)).toEqual(['Notes']);
  });
});

describe('row "notes": each is said once', () => {
  it('though two marks point at it, and not again where it stands', async () => {
    const body = `<p>One.${mark(1, '#f')} Two.${mark(1, '#f')}</p><aside epub:type="footnote" id="f"><p>1. The only one.</p></aside><p>Three.</p>`;
    expect(await told(body, 'end')).toEqual([
      'paragraph: One. Two.',
      'paragraph: Three.',
      'heading: Notes',
      'paragraph: The only one.',
    ]);
    expect(await told(body, 'inline')).toEqual([
      'paragraph: One.',
      'paragraph: Note: The only one.',
      'paragraph: Two.',
      'paragraph: Three.',
    ]);
  });
  it('though nothing points at it: at the end of its chapter', async () => {
    const body = '<p>One.</p><aside epub:type="footnote"><p>Lost and found.</p></aside><p>Two.</p>';
    for (const place of ['end', 'inline'] as const)
      expect(await told(body, place)).toEqual([
        'paragraph: One.',
        'paragraph: Two.',
        'heading: Notes',
        'paragraph: Lost and found.',
      ]);
  });
  it('though only another note points at it', async () => {
    const body = `<p>One.${mark(1, '#f')}</p><aside epub:type="footnote" id="f">See the next.${mark(2, '#g')}</aside><aside epub:type="footnote" id="g">The next.</aside>`;
    expect(await told(body, 'inline')).toEqual([
      'paragraph: One.',
      'paragraph: Note: See the next.',
      'paragraph: Note: The next.',
    ]);
  });
});

describe('row "notes": found by', () => {
  it.each([
    ['role', '<aside role="doc-footnote" id="f"><p>A note.</p></aside>'],
    ['class', '<div class="footnote" id="f"><p><sup>[<a href="#r">1</a>]</sup> A note.</p></div>'],
    ['a link back at its start', '<p><a id="f" href="#r">[1]</a> A note.</p>'],
    ['a number that links back at its start', '<p id="f"><a href="#r">1</a>. A note.</p>'],
    ['an arrow back at its end', '<p id="f">A note. <a href="#r">↩</a></p>'],
    ['its number', '<p id="f">[1] A note.</p>'],
  ])('%s', async (_, note) => {
    const body = `<p>A word.<a id="r" href="#f">[1]</a> More.</p>${note}<p>After.</p>`;
    expect(await told(body, 'skip')).toEqual(['paragraph: A word. More.', 'paragraph: After.']);
    expect(await told(body, 'inline')).toEqual([
      'paragraph: A word.',
      'paragraph: Note: A note.',
      'paragraph: More.',
      'paragraph: After.',
    ]);
  });
  it('a list at the end of the chapter, its marks no links', async () => {
    const body =
      '<p>A word.[1] More.<sup>2</sup></p><p>[3] is no mark.</p><h3>FOOTNOTES:</h3><p>[1] First note.</p><p>It goes on.</p><p><sup>2</sup>Second note.</p>';
    expect(await told(body, 'skip')).toEqual(['paragraph: A word. More.', 'paragraph: [3] is no mark.']);
    expect((await told(body, 'end')).slice(2)).toEqual([
      'heading: Notes',
      'paragraph: First note.',
      'paragraph: It goes on.',
      'paragraph: Second note.',
    ]);
  });
  it('but verse numbers, links to sections and an index are none', async () => {
    const body =
      '<p><sup>1</sup>In the beginning.<sup>2</sup> And then.</p><p><sup>3</sup>And light.</p><p id="s">See <a href="#s">here</a>.</p><ul><li>Whale, <a href="#s">12</a></li></ul>';
    expect(await told(body, 'skip')).toEqual([
      'paragraph: In the beginning. And then.',
      'paragraph: And light.',
      'paragraph: See here.',
      'list-item: Whale, 12',
    ]);
  });
});

describe('row "notes": inside verse and headings', () => {
  it('they wait for the end of the stanza and of the headings', async () => {
    const body = `<h3>At sea${mark(2, '#g')}</h3><p class="poem">The wind is up,${mark(1, '#f')}<br/>the sail is down,<br/>and so are we.</p><aside epub:type="footnote" id="f">West.</aside><aside epub:type="footnote" id="g">Off Hull.</aside>`;
    expect(await told(body, 'inline')).toEqual([
      'heading: At sea',
      'paragraph: Note: Off Hull.',
      'verse: The wind is up,',
      'verse: the sail is down,',
      'verse: and so are we.',
      'paragraph: Note: West.',
    ]);
  });
});

describe('row "notes": what is one by its type or role', () => {
  it.each([
    ['aside', 'epub:type="footnote"'],
    ['aside', 'epub:type="rearnote"'],
    ['div', 'epub:type="annotation"'],
    ['aside', 'epub:type="note"'],
    ['div', 'role="note"'],
    ['div', 'role="doc-endnote"'],
  ])('<%s %s>', async (element, type) => {
    const body = `<p>An <a epub:type="annoref" href="#f">oaken</a> box.</p><p>Two.</p><${element} ${type} id="f"><p>Of oak.</p></${element}>`;
    expect(await told(body, 'skip')).toEqual(['paragraph: An oaken box.', 'paragraph: Two.']);
    expect((await told(body, 'inline')).slice(-2)).toEqual(['heading: Notes', 'paragraph: Of oak.']);
  });
  it('a box with a tip is none, whatever its role', async () => {
    const body = '<p>One.</p><div role="note" class="admonition tip"><p>Use oak.</p></div>';
    expect(await told(body, 'skip')).toEqual(['paragraph: One.', 'paragraph: Use oak.']);
  });
});

describe('row "notes": announced', () => {
  const body = `<p>A.${mark(1, '#f')} B.</p><aside epub:type="footnote" id="f"><p>C.</p></aside>`;
  it.each([
    ['de', 'Die Lampe brannte schon am Ufer, bevor die Boote heimkamen.', 'Anmerkung: C.', 'heading: Anmerkungen'],
    ['fr', 'La lampe brûlait sur le quai avant que les bateaux ne rentrent.', 'Note : C.', 'heading: Notes'],
    ['es', 'La lámpara ardía en el muelle antes de que volvieran los barcos.', 'Nota: C.', 'heading: Notas'],
    ['it', 'La lampada bruciava sul molo prima che tornassero le barche.', 'Nota: C.', 'heading: Note'],
    ['fi', 'Lamppu paloi laiturilla ennen kuin veneet tulivat illalla kotiin.', 'C.', '---'],
  ])('in %s', async (language, sentence, inline, end) => {
    const rest = { lead: `<p>${sentence}</p>`.repeat(200) };
    expect(await said(body, { notes: 'inline' }, language, rest)).toContain(`paragraph: ${inline}`);
    expect((await said(body, { notes: 'end' }, language, rest)).slice(-2)).toEqual([end, 'paragraph: C.']);
  });
  it('not twice, and before its first paragraph only', async () => {
    const own = `<p>One.${mark(1, '#f')}${mark(2, '#g')}</p><aside epub:type="footnote" id="f">Note that it was oak.</aside><aside epub:type="footnote" id="g"><p>Notable.</p><p>Dented.</p></aside>`;
    expect(await told(own, 'inline')).toEqual([
      'paragraph: One.',
      'paragraph: Note that it was oak.',
      'paragraph: Note: Notable.',
      'paragraph: Dented.',
    ]);
  });
});
