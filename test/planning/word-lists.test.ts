import { describe, expect, it } from 'vitest';
import type { Book, Passage } from '../../src/books/book.js';
import { NARRATORS_CHOICE } from '../../src/books/index.js';
import type { PlannedBook, PlannedSegment } from '../../src/planning/index.js';
import { planBook } from '../../src/planning/planner/index.js';
import { parseList } from '../../src/speech/lexicon/index.js';
import { plainText, shownText } from '../../src/speech/index.js';

const FILLER = 'The road went on, and nobody who walked along it said a word for as long as the light was with them.';

/** Short passages that share segments, long ones that have their own, and words in two languages. */
function bookOf(names: readonly string[]): Book {
  const passages = names.flatMap((name, index): readonly Passage[] => [
    { kind: 'paragraph', text: `${FILLER} ${FILLER} ${name} sat down. ${FILLER}` },
    { kind: 'paragraph', text: `“No,” said ${name}.` },
    { kind: 'paragraph', text: 'It rained, and then it did not.' },
    ...(index === 0 ? [{ kind: 'paragraph' as const, text: `Und ${name} ging.`, language: 'de' }] : []),
  ]);
  return {
    title: 'A Tale',
    authors: [],
    language: 'en',
    chapters: [{ title: 'One', kind: 'chapter', passages: [{ kind: 'heading', text: 'One' }, ...passages] }],
    leftOut: [],
    warnings: [],
  };
}

const plan = (book: Book, list: string): Promise<PlannedBook> =>
  planBook(async () => book, {
    bytes: new Uint8Array(),
    fileName: 'a.epub',
    profile: 'p',
    chapters: null,
    prefix: '',
    reading: { choice: NARRATORS_CHOICE, edits: [], lexicon: parseList(list, 'list') },
  });

const segmentsOf = (planned: PlannedBook): readonly PlannedSegment[] =>
  [...planned.chapterPlans.values()].flatMap(({ segments }) => segments);

const NAMES = ['Bea', 'Cholmondeley', 'Bea', 'Ann', 'Cholmondeley', 'Ann'];

describe('another word list', () => {
  it.each([
    ['sounds', 'Cholmondeley = /ˈtʃʌmli/'],
    ['a shorter spelling', 'Cholmondeley = Al'],
    ['a longer spelling', 'Cholmondeley = the right honourable gentleman of that name'],
  ])('%s: exactly the segments with the word are spoken again', async (_how, list) => {
    const before = segmentsOf(await plan(bookOf(NAMES), ''));
    const after = segmentsOf(await plan(bookOf(NAMES), list));
    const hasWord = ({ utterances }: PlannedSegment): boolean =>
      utterances.some(({ text }) => text.includes('Cholmondeley'));
    const touched = before.filter(hasWord).map(({ key }) => key);
    const keys = new Set(after.map(({ key }) => key));
    expect(touched.length).toBeGreaterThan(2);
    expect(touched.length).toBeLessThan(before.length / 2);
    expect(before.filter(({ key }) => !keys.has(key)).map(({ key }) => key)).toEqual(touched);
    expect(after.length).toBe(before.length);
  });

  it('is heard in the language it is for', async () => {
    const planned = await plan(bookOf(['Bea']), '@de\nBea = Beh-ah\n@en\nBea = Bee\n');
    const spoken = segmentsOf(planned).flatMap(({ utterances }) => utterances.map((each) => shownText(each.spoken)));
    expect(spoken).toContain('Und Beh-ah ging.');
    expect(spoken.join(' ')).toContain('Bee sat down.');
    expect(planned.wordsFound).toEqual([1, 2]);
  });

  it('says how often each of its words stands in the book', async () => {
    expect((await plan(bookOf(NAMES), 'Bea=x\nCholmondeley=y\nDora=z')).wordsFound).toEqual([5, 4, 0]);
    expect((await plan(bookOf(NAMES), '')).wordsFound).toEqual([]);
  });

  it('does not count the notation', async () => {
    const [plain, listed] = await Promise.all([plan(bookOf(NAMES), ''), plan(bookOf(NAMES), 'Bea = /biːeɪ/')]);
    expect(listed.plan.chapters).toEqual(
      plain.plan.chapters.map((chapter) => ({ ...chapter, plan: expect.any(String) })),
    );
    const spoken = segmentsOf(listed).flatMap(({ utterances }) => utterances.map((each) => plainText(each.spoken)));
    expect(spoken).toEqual(segmentsOf(plain).flatMap(({ utterances }) => utterances.map((each) => each.spoken)));
  });
});
