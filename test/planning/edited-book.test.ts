import { describe, expect, it } from 'vitest';
import type { Book, Chapter, Passage } from '../../src/books/index.js';
import { editChapters } from '../../src/planning/edit-chapters.js';
import { type ChapterEdit, PLAIN_READING, type PlannedBook } from '../../src/planning/index.js';
import { planBook } from '../../src/planning/planner/index.js';

const paragraph = (text: string): Passage => ({ kind: 'paragraph', text });
const heading = (text: string): Passage => ({ kind: 'heading', text });
const LONG = 'The lamp had burned for thirty years, and nobody had once asked who it was burning for. '
  .repeat(3)
  .trim();

const chapter = (title: string, ...passages: readonly Passage[]): Chapter => ({ title, kind: 'chapter', passages });
const BOOK: Book = {
  title: 'A Tale',
  authors: [],
  language: 'en',
  chapters: [
    chapter(
      'Chapter I. The Lamp',
      heading('Chapter I'),
      heading('The Lamp'),
      paragraph(LONG),
      paragraph('It was dark.'),
    ),
    chapter('Two', paragraph(LONG.replaceAll('lamp', 'bell')), paragraph(LONG.replaceAll('lamp', 'clock'))),
    chapter(
      'Three',
      heading('Three'),
      { kind: 'verse', text: 'The tide goes out across the sand.', endsStanza: true },
      { kind: 'verse', text: 'The tide comes in across the stones.' },
    ),
  ],
  leftOut: [],
  warnings: [],
};

const edit = (n: number, change: Partial<ChapterEdit>): ChapterEdit => ({
  n,
  ownTitle: BOOK.chapters[n - 1]?.title ?? '',
  read: true,
  title: null,
  passages: null,
  ...change,
});

const planned = (...edits: readonly ChapterEdit[]): Promise<PlannedBook> =>
  planBook(() => Promise.resolve(BOOK), {
    bytes: new Uint8Array(),
    fileName: 'a.epub',
    profile: 'p',
    chapters: null,
    prefix: '',
    reading: { ...PLAIN_READING, edits },
  });

const titles = ({ plan }: PlannedBook): readonly string[] => plan.chapters.map(({ title }) => title);
const segments = ({ plan, chapterPlans }: PlannedBook, n?: number) =>
  plan.chapters
    .filter((each) => n === undefined || each.n === n)
    .flatMap((each) => chapterPlans.get(each.plan)?.segments ?? []);
const keys = (book: PlannedBook, n?: number): readonly string[] => segments(book, n).map(({ key }) => key);
const spoken = (book: PlannedBook, n?: number): readonly string[] =>
  segments(book, n).flatMap(({ utterances }) => utterances.map((utterance) => utterance.text));

describe('an edited book', () => {
  it('leaves out what is not to be read, by name, and keeps the numbers of the rest', async () => {
    const book = await planned(edit(2, { read: false }));
    expect(book.plan.chapters.map(({ n, title }) => [n, title])).toEqual([
      [1, 'Chapter I. The Lamp'],
      [3, 'Three'],
    ]);
    expect(book.plan.leftOut).toEqual([{ what: 'Two', why: 'not-selected', characters: expect.any(Number) }]);
  });

  it.each([
    { name: 'both lines of the heading give way', n: 1, says: ['A Light.', 'The lamp had burned'] },
    { name: 'a chapter without a heading gets one', n: 2, says: ['A Light.', 'The bell had burned'] },
    { name: 'its heading gives way', n: 3, says: ['A Light.', 'The tide goes out across the sand.'] },
  ])('announces a new title: $name', async ({ n, says }) => {
    const book = await planned(edit(n, { title: 'A Light.' }));
    expect(titles(book)[n - 1]).toBe('A Light.');
    expect(spoken(book, n).slice(0, 2)).toEqual([says[0], expect.stringContaining(says[1] ?? '')]);
  });

  it('a heading that was written by hand stays under a new title', async () => {
    const passages = [heading('Chapter the First'), paragraph('It was dark.')];
    const book = await planned(edit(1, { title: 'First', passages }));
    expect([titles(book)[0], ...spoken(book, 1)]).toEqual(['First', 'Chapter the First', 'It was dark.']);
  });

  it('a new title announces a chapter whose passages were changed further down', async () => {
    const passages = [heading('Chapter I'), heading('The Lamp'), paragraph('It was light.')];
    const book = await planned(edit(1, { title: 'Light', passages }));
    expect(spoken(book, 1)).toEqual(['Light', 'It was light.']);
  });

  it('speaks anew only what was changed', async () => {
    const [before, own] = [await planned(), BOOK.chapters[1]?.passages ?? []];
    const after = await planned(edit(2, { passages: [...own.slice(0, 1), paragraph('Nothing more was heard.')] }));
    expect(keys(after, 1)).toEqual(keys(before, 1));
    expect(keys(after, 3)).toEqual(keys(before, 3));
    const known = new Set(keys(before, 2));
    expect(keys(after, 2).filter((key) => !known.has(key))).toHaveLength(1);
    expect(keys(after, 2).length).toBeGreaterThan(1);
    expect(keys(await planned(edit(2, { read: false })))).toEqual([...keys(before, 1), ...keys(before, 3)]);
  });

  it('keeps what a plan file does not show of a passage, and takes the end of a stanza as it is written', () => {
    const tune = 'of a kind no plan file knows';
    const sung = chapter('Song', { ...paragraph('One.'), endsStanza: true, tune } as Passage, paragraph('Two.'));
    const passages: readonly Passage[] = [
      paragraph('One.'),
      { ...paragraph('Two.'), endsStanza: true },
      paragraph('3.'),
    ];
    const song: ChapterEdit = { n: 1, ownTitle: 'Song', read: true, title: null, passages };
    expect(editChapters([sung], [song])[0]?.chapter.passages).toEqual([
      { ...passages[0], tune },
      passages[1],
      passages[2],
    ]);
  });

  it('says a new title in the language of its chapter', () => {
    const french: Chapter = {
      ...chapter('Un', { ...heading('Un'), language: 'fr' }, paragraph('Oui.')),
      language: 'fr',
    };
    const renamed: ChapterEdit = { n: 1, ownTitle: 'Un', read: true, title: 'Premier', passages: null };
    const announced = { kind: 'heading', text: 'Premier', language: 'fr' };
    expect(editChapters([french], [renamed])[0]?.chapter.passages[0]).toEqual(announced);
    const silent = { ...french, passages: french.passages.slice(1) };
    expect(editChapters([silent], [renamed])[0]?.chapter.passages[0]).toEqual(announced);
  });

  it('refuses an edit of a chapter that is another one here', async () => {
    const wrong = planned(edit(2, { ownTitle: 'Second' }));
    await expect(wrong).rejects.toMatchObject({
      exitCode: 6,
      failure: { why: 'Here chapter 2 of the book is "Two".' },
    });
    const beyond = planned(edit(9, { read: false }));
    await expect(beyond).rejects.toMatchObject({ failure: { why: 'Here the book has 3 chapters.' } });
  });
});
