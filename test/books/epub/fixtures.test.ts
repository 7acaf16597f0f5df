import { describe, expect, it } from 'vitest';
import { NARRATORS_CHOICE, readBook } from '../../../src/books/index.js';
import { UserError } from '../../../src/core/index.js';
import { SMALL_CASES } from '../../fixtures/all-cases.js';
import { complaints, type Outcome } from '../../fixtures/judge.js';

/** Every loss is told apart in a book of three chapters: cases that are not of a kind must not share a name. */
const LEAST_CASES = 200;

async function outcomeOf(bytes: Buffer): Promise<Outcome> {
  try {
    const { chapters, warnings } = await readBook(bytes, 'book.epub', NARRATORS_CHOICE);
    const text = chapters.flatMap(({ passages }) => passages.map((passage) => passage.text)).join('\n');
    return { type: 'read', titles: chapters.map(({ title }) => title), text, warnings };
  } catch (error) {
    if (error instanceof UserError) return { type: 'refused', failure: error.failure };
    throw error;
  }
}

// In this process, one after another; what is huge, deep or a bomb is read in processes of its own by
// test/host/reading/hostile-books.test.ts.
describe.each(Object.entries(SMALL_CASES))('odd books: %s', (_, cases) => {
  it.each(cases.map((each) => [each.name, each] as const))('%s', async (_name, each) => {
    const found = complaints(each, await outcomeOf(each.make()));
    expect(found, found.join('; ')).toEqual([]);
  });
});

describe('the collection of odd books', () => {
  const all = Object.entries(SMALL_CASES).flatMap(([theme, cases]) => cases.map(({ name }) => `${theme}: ${name}`));
  it('is large, and each has a name of its own', () => {
    expect(all.length).toBeGreaterThanOrEqual(LEAST_CASES);
    expect(new Set(all).size).toBe(all.length);
  });
});
