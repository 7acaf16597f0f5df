import { describe, expect, it } from 'vitest';
import { type Book, type Chapter, NARRATORS_CHOICE, type Passage, type ReadingChoice } from '../../src/books/index.js';
import { UserError } from '../../src/core/index.js';
import {
  type ChapterEdit,
  PLAIN_READING,
  planFileEdits,
  readPlanFile,
  writePlanFile,
} from '../../src/planning/index.js';
import { planBook } from '../../src/planning/planner/index.js';

const chapter = (title: string, ...texts: readonly string[]): Chapter => ({
  title,
  kind: 'chapter',
  passages: [{ kind: 'heading', text: title }, ...texts.map((text): Passage => ({ kind: 'paragraph', text }))],
});
const bookOf = (...chapters: readonly Chapter[]): Book => ({
  title: 'A Tale',
  authors: ['A. Writer'],
  language: 'en',
  chapters,
  leftOut: [{ what: 'Contents', why: 'contents', characters: 90 }],
  warnings: [],
});
const BOOK = bookOf(
  chapter('One', 'It was dark.'),
  chapter('Two', 'It was “light”.'),
  chapter('Three', 'It was late.'),
);
const DIGEST = 'd1';

async function saved({
  book = BOOK,
  text = false,
  edits = [] as readonly ChapterEdit[],
  choice = NARRATORS_CHOICE,
  selected = new Set([1, 2, 3]),
} = {}): Promise<string> {
  const request = { bytes: new Uint8Array(), fileName: 'a.epub', profile: 'p', chapters: null, prefix: '' };
  const { plan } = await planBook(() => Promise.resolve(book), { ...request, reading: PLAIN_READING });
  return writePlanFile({ book, digest: DIGEST, fileName: 'a.epub', e2a: '0.1.0', choice, edits, selected, plan, text });
}

const used = (
  text: string,
  {
    book = BOOK,
    digest = DIGEST,
    choice = NARRATORS_CHOICE,
  }: { book?: Book; digest?: string; choice?: ReadingChoice } = {},
) => planFileEdits({ file: readPlanFile(text, 'plan.json'), name: 'plan.json', book, digest, choice });

/** @throws when the text does not stand in the file: the test would prove nothing. */
function edited(file: string, ...changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`${from} does not stand in ${text}`);
    return text.replace(from, to);
  }, file);
}

const refusal = (work: () => unknown): UserError['failure'] => {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError && error.exitCode === 6) return error.failure;
    throw error;
  }
  throw new Error('it was not refused');
};

describe('a plan file', () => {
  it('that nobody has changed changes nothing', async () => {
    expect(used(await saved())).toEqual({ edits: [], notes: [] });
    expect(used(await saved({ text: true }))).toEqual({ edits: [], notes: [] });
  });

  it('has a line for each chapter, and one for each passage when they are asked for', async () => {
    const line = /^ {4}\{ "n": 2, "read": true, "title": "Two", "kind": "chapter", "words": 4, "seconds": \d+ \},$/m;
    expect(await saved()).toMatch(line);
    expect((await saved({ text: true })).split('\n')).toContain(
      '        { "kind": "paragraph", "text": "It was “light”." }',
    );
  });

  it('gives titles, passages and what is not read', async () => {
    const file = edited(
      await saved({ text: true }),
      ['"n": 1,\n      "read": true', '"n": 1,\n      "read": false'],
      ['"title": "Two"', '"title": "  Second\\tChapter "'],
      ['It was late.', 'It was early.'],
    );
    expect(used(file).edits).toEqual([
      { n: 1, ownTitle: 'One', read: false, title: null, passages: null },
      { n: 2, ownTitle: 'Two', read: true, title: 'Second Chapter', passages: null },
      {
        n: 3,
        ownTitle: 'Three',
        read: true,
        title: null,
        passages: [
          { kind: 'heading', text: 'Three' },
          { kind: 'paragraph', text: 'It was early.' },
        ],
      },
    ]);
  });

  it('leaves out a chapter whose line was taken out', async () => {
    const file = (await saved()).replace(/.*"n": 2,.*\n/, '');
    expect(used(file).edits).toEqual([{ n: 2, ownTitle: 'Two', read: false, title: null, passages: null }]);
  });

  it('saved again holds the changes, and the choice of chapters', async () => {
    const passages: readonly Passage[] = [{ kind: 'paragraph', text: 'Dawn.' }];
    const edits: readonly ChapterEdit[] = [{ n: 2, ownTitle: 'Two', read: true, title: 'Second', passages }];
    const file = await saved({ edits, selected: new Set([2, 3]) });
    expect(used(file).edits).toEqual([{ n: 1, ownTitle: 'One', read: false, title: null, passages: null }, ...edits]);
  });

  it.each([
    {
      name: 'read',
      from: '"read": true, "title": "Two"',
      to: '"read": "no", "title": "Two"',
      why: 'Line 18 (chapter 2): "read" has to be true or false, not "no".',
    },
    {
      name: 'a name',
      from: '"read": true, "title": "Two"',
      to: '"raed": true, "title": "Two"',
      why: 'Line 18 (chapter 2): "read" is missing. Line 18 (chapter 2): "raed" is not known here (did you mean "read"?).',
    },
    {
      name: 'a kind',
      from: '"title": "Two", "kind": "chapter"',
      to: '"title": "Two", "kind": "chaptr"',
      why: 'Line 18 (chapter 2): "kind" has to be one of front, chapter, part, back, not "chaptr" (did you mean chapter?).',
    },
    {
      name: 'another kind',
      from: '"title": "Two", "kind": "chapter"',
      to: '"title": "Two", "kind": "part"',
      why: 'Line 18 (chapter 2): "kind" is chapter in the book and cannot be changed.',
    },
    {
      name: 'a part',
      from: '"include": []',
      to: '"include": ["fornt"]',
      why: 'Line 12: "include" has to be one of front, preface, back, contents, index, notes, tables, captions, images, code, stage-directions, licence, not "fornt" (did you mean front?).',
    },
    {
      name: 'an empty title',
      from: '"title": "Two"',
      to: '"title": " "',
      why: 'Line 18 (chapter 2): "title" has to have a letter, not " ".',
    },
    {
      name: 'the order',
      from: '"n": 1,',
      to: '"n": 3,',
      why: 'Line 18 (chapter 2): it comes after chapter 3; the order of a book cannot be changed. Line 19 (chapter 3): it comes after chapter 3;',
    },
    {
      name: 'a number',
      from: '"n": 3,',
      to: '"n": 9,',
      why: 'Line 19 (chapter 9): the book has the chapters 1 to 3, no 9.',
    },
    {
      name: 'a comma',
      from: '"n": 2, "read"',
      to: '"n": 2 "read"',
      why: 'Line 18: " stands where a comma or } is expected.',
    },
    { name: 'the version', from: '"v": 1', to: '"v": 2', why: 'A newer e2a has made it' },
    {
      name: 'something else',
      from: '"chaptersInBook"',
      to: '"chapters_in_book"',
      why: 'It is not a file that "e2a plan BOOK --save" has made.',
    },
  ])('with a mistake is refused with its line: $name', async ({ from, to, why }) => {
    const file = edited(await saved(), [from, to]);
    const failure = refusal(() => readPlanFile(file, 'plan.json'));
    expect(failure.what).toBe('plan.json cannot be used as a plan file.');
    expect(failure.why).toContain(why);
    expect(failure.fix).toContain('--save');
  });

  it('that reads nothing is refused', async () => {
    const file = (await saved()).replaceAll('"read": true', '"read": false');
    expect(refusal(() => readPlanFile(file, 'p')).why).toContain('no chapter has "read": true');
  });

  it('with very many mistakes tells the first ones at once', async () => {
    const many = bookOf(...Array.from({ length: 2_000 }, (_, index) => chapter(`${index}`, 'It was dark.')));
    const selected = new Set(many.chapters.map((_, index) => index + 1));
    const file = (await saved({ book: many, selected })).replaceAll('"read": true', '"read": 1');
    expect(refusal(() => readPlanFile(file, 'p')).why).toMatch(/^Line 17 (.*) And 1997 more\.$/);
  });
});

describe('a plan file of another book', () => {
  const other = bookOf(
    chapter('Uno', 'It was dark.'),
    chapter('Two', 'It was light.'),
    chapter('Three', 'It was late.'),
  );

  it('is refused', async () => {
    const file = await saved();
    const failure = refusal(() => used(file, { book: other, digest: 'd2' }));
    expect(failure.what).toBe('plan.json was made for another book: A Tale (a.epub).');
    expect(failure.fix).toContain('e2a plan BOOK --save');
  });

  it('of a corrected edition with the same chapters is used, and only what was changed by hand is not the new text', async () => {
    const corrected = bookOf(...BOOK.chapters.slice(0, 2), chapter('Three', 'It was very late.'));
    const file = await saved({ text: true });
    const unchanged = used(file, { book: corrected, digest: 'd2' });
    expect(unchanged.edits).toEqual([]);
    expect(unchanged.notes).toHaveLength(1);
    const changed = used(edited(file, ['It was late.', 'It was noon.']), { book: corrected, digest: 'd2' });
    expect(changed.edits.map(({ n }) => n)).toEqual([3]);
    expect(changed.notes[1]).toBe("The text of chapter 3 is that of plan.json, not the book's.");
  });

  it('of the same book, read otherwise by another e2a, is refused', async () => {
    const file = await saved();
    expect(refusal(() => used(file, { book: other })).why).toContain('Its chapter 1 is "One", the book\'s is "Uno"');
    const shorter = bookOf(...BOOK.chapters, chapter('Four', 'It was dark.'));
    expect(refusal(() => used(file, { book: shorter })).why).toContain('It has 3 chapters, the book is read with 4.');
  });
});

describe('flags beside a plan file', () => {
  const choice: ReadingChoice = { ...NARRATORS_CHOICE, include: ['front'], exclude: ['back'] };

  it('may bring and take chapters: the changes follow the titles', async () => {
    const now = bookOf(
      chapter('Title Page', 'A Tale.'),
      chapter('One', 'It was dark.'),
      chapter('Two', 'It was “light”.'),
    );
    const file = edited(
      await saved(),
      ['"title": "Two"', '"title": "Second"'],
      ['"title": "Three"', '"title": "Third"'],
    );
    expect(used(file, { book: now, choice }).edits).toEqual([
      { n: 3, ownTitle: 'Two', read: true, title: 'Second', passages: null },
    ]);
  });

  it('are refused where a changed chapter is one of several of its name, and it is unclear which', async () => {
    const now = bookOf(chapter('Two', 'It was old.'), ...BOOK.chapters);
    const file = await saved();
    expect(used(file, { book: now, choice }).edits).toEqual([]);
    const changed = edited(file, ['"title": "Two"', '"title": "Second"']);
    expect(refusal(() => used(changed, { book: now, choice })).what).toContain('are not those of plan.json');
  });
});
