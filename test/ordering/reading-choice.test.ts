import { describe, expect, it } from 'vitest';
import { NARRATORS_CHOICE, NOTE_PLACES, PARTS, type ReadingChoice } from '../../src/books/index.js';
import { UserError } from '../../src/core/index.js';
import type { ReadingWishes } from '../../src/ordering/index.js';
import { readingChoiceOf } from '../../src/ordering/reading/choice.js';

describe('how a book is read, by wishes', () => {
  const base: ReadingChoice = { include: ['front', 'notes'], exclude: ['preface'], notes: 'inline' };
  const chosen = (wishes: ReadingWishes, over = base): ReadingChoice =>
    readingChoiceOf(wishes, over, { parts: PARTS, places: NOTE_PLACES });

  it.each<{ wishes: ReadingWishes; choice: Partial<ReadingChoice> }>([
    { wishes: {}, choice: {} },
    { wishes: { include: ['index, code', 'images'] }, choice: { include: ['index', 'code', 'images'] } },
    { wishes: { include: ['preface'] }, choice: { include: ['preface'], exclude: [] } },
    { wishes: { exclude: ['front'] }, choice: { include: ['notes'], exclude: ['front'] } },
    { wishes: { notes: 'skip' }, choice: { include: ['front'], notes: 'skip' } },
    { wishes: { notes: 'end' }, choice: { include: ['front'], notes: 'end' } },
    { wishes: { exclude: ['notes'] }, choice: { include: ['front'], exclude: ['notes'] } },
  ])('$wishes wins over what a plan file says', ({ wishes, choice }) => {
    expect(chosen(wishes)).toEqual({ ...base, ...choice });
  });

  it.each<{ wishes: ReadingWishes; what: string; why?: string }>([
    {
      wishes: { include: ['front,fornt'] },
      what: `"fornt"; it takes ${PARTS.join(', ')}.`,
      why: 'Did you mean front?',
    },
    { wishes: { exclude: ['blurb'] }, what: `--exclude does not know "blurb"; it takes ${PARTS.join(', ')}.` },
    { wishes: { notes: 'ennd' }, what: '"ennd"; it takes skip, inline, end.', why: 'Did you mean end?' },
    {
      wishes: { include: ['code'], exclude: ['code'] },
      what: '--include code and --exclude code contradict each other.',
    },
    { wishes: { include: ['notes'], notes: 'skip' }, what: '--notes skip and --include notes contradict each other.' },
    { wishes: { exclude: ['notes'], notes: 'end' }, what: '--notes end and --exclude notes contradict each other.' },
  ])('$wishes is refused in one sentence', ({ wishes, what, why }) => {
    let refused: unknown;
    try {
      chosen(wishes, NARRATORS_CHOICE);
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(UserError);
    const { failure, exitCode } = refused as UserError;
    expect([exitCode, failure.why]).toEqual([2, why]);
    expect(failure.what).toContain(what);
  });
});
