import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Book, BookReader, Chapter, Passage } from '../../src/books/index.js';
import { orderDigest, PLAIN_READING } from '../../src/planning/index.js';
import { planBook } from '../../src/planning/planner/index.js';
import { pausesAt, USUAL_PACE } from '../../src/planning/pace.js';
import { segmentsOf } from '../../src/planning/segments.js';
import { selectChapters } from '../../src/planning/selection.js';

const PAUSE = pausesAt(USUAL_PACE);

const paragraph = (text: string): Passage => ({ kind: 'paragraph', text });
const heading = (text: string): Passage => ({ kind: 'heading', text });
const chapterOf = (...passages: readonly Passage[]): Chapter => ({ title: 'One', kind: 'chapter', passages });
const LONG =
  'The lamp had burned for thirty years without a pause, and the keeper had never once asked who it was burning for. '
    .repeat(3)
    .trim();

const spokenOf = (chapter: Chapter): readonly string[] =>
  segmentsOf(chapter, 'en', 'p').flatMap((s) => s.utterances.map((u) => u.spoken));

describe('segments', () => {
  it('hold at most about 15 s and whole utterances', () => {
    for (const segment of segmentsOf(chapterOf(paragraph(LONG), paragraph(LONG)), 'en', 'p')) {
      expect(segment.characters).toBeLessThanOrEqual(225);
      expect(segment.characters).toBe(segment.utterances.reduce((sum, u) => sum + u.spoken.length, 0));
    }
  });

  it('put short passages of a dialogue together', () => {
    const talk = chapterOf(
      paragraph('“Who is there?” he asked.'),
      paragraph('“Only the wind,” said the clock.'),
      paragraph('“The wind has no hands.”'),
    );
    expect(segmentsOf(talk, 'en', 'p')).toHaveLength(1);
  });

  it('give pauses by structure', () => {
    const chapter = chapterOf(
      heading('One'),
      paragraph('The lamp burned low. The sea was calm.'),
      { kind: 'break', text: '' },
      paragraph('Morning came at last.'),
      heading('A letter'),
      paragraph('It was short.'),
      paragraph('It was sad.'),
    );
    const pauses = segmentsOf(chapter, 'en', 'p').flatMap((s) => s.utterances.map((u) => u.pauseAfter));
    expect(pauses).toEqual([
      PAUSE['chapter-title'],
      PAUSE.sentence,
      PAUSE['scene-break'],
      PAUSE['before-heading'],
      PAUSE['after-heading'],
      PAUSE.paragraph,
      PAUSE.paragraph,
    ]);
  });

  it('speak verse by the breath, with a pause for a line after each', () => {
    const verse = chapterOf(
      { kind: 'verse', text: 'The tide goes out' },
      { kind: 'verse', text: 'and leaves the sand.' },
      { kind: 'verse', text: 'The tide comes in, the lamp is lit.' },
    );
    expect(spokenOf(verse)).toEqual(['The tide goes out, and leaves the sand.', 'The tide comes in, the lamp is lit.']);
    expect(segmentsOf(verse, 'en', 'p')[0]?.utterances[0]?.pauseAfter).toBe(PAUSE.line);
  });

  it('keep what nobody can say in the text', () => {
    const [segment] = segmentsOf(chapterOf(paragraph('☺ ☺ The lamp burned low. ☺')), 'en', 'p');
    expect(segment?.utterances.map(({ text }) => text).join('|')).toBe('☺ ☺ The lamp burned low. ☺');
  });

  it('join a very short sentence to its neighbour', () => {
    expect(spokenOf(chapterOf(paragraph('No! He would not go down to the harbour.')))).toHaveLength(1);
  });

  it('speak a heading once and leave out what has no letters', () => {
    expect(spokenOf(chapterOf(paragraph('***'), paragraph('Yes, of course.')))).toEqual(['Yes, of course.']);
  });

  it('keep their keys wherever they stand, and change them with text, language or profile', () => {
    const [first] = segmentsOf(chapterOf(paragraph(LONG)), 'en', 'p');
    const moved = segmentsOf(chapterOf(paragraph('Something stands before it.'), paragraph(LONG)), 'en', 'p');
    expect(moved.map((s) => s.key)).toContain(first?.key);
    expect(segmentsOf(chapterOf(paragraph(LONG)), 'en', 'q')[0]?.key).not.toBe(first?.key);
    expect(segmentsOf(chapterOf(paragraph(LONG)), 'en-gb', 'p')[0]?.key).not.toBe(first?.key);
  });

  it('an edit changes only the segments that hold it', () => {
    const words = fc.array(fc.constantFrom('lamp', 'sea', 'clock', 'keeper', 'storm', 'harbour', 'night'), {
      minLength: 30,
      maxLength: 60,
    });
    fc.assert(
      fc.property(fc.array(words, { minLength: 3, maxLength: 6 }), fc.nat(), (paragraphs, pick) => {
        const texts = paragraphs.map((list) => `The ${list.join(' ')}.`);
        const at = pick % texts.length;
        const edited = texts.map((text, index) => (index === at ? `Now ${text}` : text));
        const keys = (list: readonly string[]): readonly string[] =>
          list.flatMap((t) => segmentsOf(chapterOf(paragraph(t)), 'en', 'p').map((s) => s.key));
        const after = new Set(segmentsOf(chapterOf(...edited.map(paragraph)), 'en', 'p').map((s) => s.key));
        for (const key of keys(texts.filter((_, index) => index !== at))) expect(after.has(key)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('a passage in another language keeps its own', () => {
    const mixed = chapterOf(paragraph('He said goodbye.'), {
      kind: 'paragraph',
      text: 'Au revoir, mon ami.',
      language: 'fr',
    });
    expect(segmentsOf(mixed, 'en', 'p')).toHaveLength(2);
  });
});

describe('the chapters a user selects', () => {
  it.each([
    [null, [1, 2, 3, 4]],
    ['2', [2]],
    ['1-2,4', [1, 2, 4]],
    ['3, 1', [1, 3]],
  ])('%s', (selection, expected) => {
    expect(selectChapters(selection, 4)).toEqual(expected);
  });

  it.each(['0', '5', '3-2', 'x', '', '1-', '1,,2'])('refuses %s with the range that would do', (selection) => {
    expect(() => selectChapters(selection, 4)).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ why: expect.stringContaining('1 to 4') }) }),
    );
    expect(() => selectChapters(selection, 1)).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ why: 'This book has one chapter, 1.' }) }),
    );
  });
});

describe('the plan of a book', () => {
  const book: Book = {
    title: 'A Tale',
    authors: ['A. Writer'],
    language: 'en',
    chapters: [
      chapterOf(heading('One'), paragraph(LONG)),
      { ...chapterOf(paragraph('***')), title: 'Empty' },
      { ...chapterOf(paragraph(LONG)), title: 'Three' },
    ],
    leftOut: [{ what: 'Contents', why: 'contents', characters: 90 }],
    warnings: ['One warning.'],
  };
  const read: BookReader = () => Promise.resolve(book);
  const request = {
    bytes: new Uint8Array(),
    fileName: 'a.epub',
    profile: 'p',
    chapters: null,
    prefix: 'a-tale-7f3a/',
    reading: PLAIN_READING,
  };

  it('has a plan per chapter that has something to speak, under a name that carries its digest', async () => {
    const planned = await planBook(read, request);
    expect(planned.plan.chapters.map((chapter) => [chapter.id, chapter.title])).toEqual([
      ['ch-001', 'One'],
      ['ch-003', 'Three'],
    ]);
    for (const chapter of planned.plan.chapters) {
      expect(chapter.plan).toMatch(/^a-tale-7f3a\/ch-00\d-[0-9a-f]{12}\.plan\.json$/);
      expect(planned.chapterPlans.get(chapter.plan)?.segments).toHaveLength(chapter.segments);
      expect(chapter.seconds).toBeGreaterThan(chapter.characters / 20);
    }
    expect(planned.plan.leftOut).toEqual(book.leftOut);
  });

  it('keeps what is known of the book, and nothing of its text or its cover', async () => {
    const known = { title: 'A Tale', authors: ['A. Writer'], language: 'en', series: 'Harbour', seriesPart: '3' };
    const cover = { bytes: new Uint8Array(9), mediaType: 'image/png' };
    const told: BookReader = () => Promise.resolve({ ...book, ...known, cover, identifier: 'x' });
    expect((await planBook(told, request)).plan.book).toEqual(known);
  });

  it('names what was not selected', async () => {
    const planned = await planBook(read, { ...request, chapters: '3' });
    expect(planned.plan.chapters.map((chapter) => chapter.n)).toEqual([3]);
    expect(planned.plan.leftOut.filter((entry) => entry.why === 'not-selected').map((entry) => entry.what)).toEqual([
      'One',
      'Empty',
    ]);
  });

  it('refuses a selection without anything to speak', async () => {
    await expect(planBook(read, { ...request, chapters: '2' })).rejects.toMatchObject({ exitCode: 6 });
  });

  it.each([
    [null, '85ca246cd90f0d59d48a71ae766e0ff638a4614e049eb6a36b2a9eff686dd7fd'],
    ['r', '62781d17e3c5e774b6f6a580bd5b12e570b882155285cc7f665bfae460cb8de0'],
  ])('an order that an older e2a could give has the digest of then: reading %s', (digest, expected) => {
    const reading = digest === null ? null : { digest };
    expect(orderDigest('b', { profile: 'p', chapters: null, reading, languageVoices: [] })).toBe(expected);
  });

  it('an order is known by the book, the profile and the selection', () => {
    const settings = { profile: 'p', chapters: null, reading: null, languageVoices: [] };
    expect(orderDigest('b', settings)).toBe(orderDigest('b', { ...settings }));
    expect(
      new Set([
        orderDigest('b', settings),
        orderDigest('c', settings),
        orderDigest('b', { ...settings, profile: 'q' }),
        orderDigest('b', { ...settings, chapters: '1' }),
        orderDigest('b', { ...settings, reading: { digest: 'r' } }),
        orderDigest('b', { ...settings, languageVoices: [{ language: 'fr', profile: 'q' }] }),
        orderDigest('b', { ...settings, languageVoices: [{ language: 'de', profile: 'q' }] }),
        orderDigest('b', { ...settings, languageVoices: [{ language: 'fr', profile: 'r' }] }),
      ]).size,
    ).toBe(8);
  });
});
