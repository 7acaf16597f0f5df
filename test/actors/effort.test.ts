import { describe, expect, it } from 'vitest';
import {
  bookBehavior,
  type ChapterMessage,
  chapterBehavior,
  type ChapterState,
  jobStatus,
} from '../../src/actors/index.js';
import { type Json, readState } from '../../src/core/index.js';
import { converting, failed, fleet, joined, progressed } from './books.js';
import { joined as clipsJoined, speaking, spoken, start, tellAt, workFailed } from './chapter-scenes.js';
import { newChapter, tellBookActor, tellChapterActor } from './orders.js';

const by = (node: string, segment: number, ms = 5): ChapterMessage =>
  ({ ...spoken(segment, 1, ms), node }) as ChapterMessage;

const opened = (segments: number) => tellChapterActor(newChapter(), start(segments, 9)).state;

const effortOf = (state: ChapterState) => ('effort' in state ? state.effort : undefined);

/** What a chapter says of it to its Book, in the last message of a kind. */
const told = (chapter: ReturnType<typeof tellChapterActor>, type: string) =>
  chapter.effects.findLast((effect) => effect.type === 'tell' && effect.message.type === type);

describe('who speaks a chapter', () => {
  it('is kept by name, the newest first and a few at most', () => {
    const two = tellChapterActor(opened(9), by('a', 1), by('b', 2), by('a', 3)).state;
    expect(effortOf(two)).toEqual({ nodes: ['a', 'b'], again: 0 });
    const many = tellChapterActor(two, by('c', 4), by('d', 5), by('e', 6)).state;
    expect(effortOf(many)).toEqual({ nodes: ['e', 'd', 'c', 'a'], again: 0 });
  });

  it('is not who found its clip', () => {
    expect(effortOf(tellChapterActor(opened(3), by('a', 1, 0)).state)).toBeUndefined();
    expect(effortOf(tellChapterActor(opened(3), by('a', 1), by('b', 2, 0)).state)).toMatchObject({ nodes: ['a'] });
  });

  it('is known until a later start of the book', () => {
    const done = tellChapterActor(opened(2), by('a', 1), by('b', 2), clipsJoined(2)).state;
    expect(effortOf(done)).toMatchObject({ nodes: ['b', 'a'] });
    expect(effortOf(tellChapterActor(done, start(2, 9, 2)).state)).toBeUndefined();
  });
});

describe('attempts beyond the first', () => {
  it('are counted when one has failed, when one was lost, and when one is late', () => {
    const again = tellChapterActor(opened(3), workFailed('0001', 1), workFailed('0001', 2)).state;
    expect(effortOf(again)).toEqual({ nodes: [], again: 2 });
    const lost = tellChapterActor(again, { type: 'Reconcile', present: [] }).state;
    expect(effortOf(lost)).toMatchObject({ again: 5 });
    const hurried = tellChapterActor(opened(3), by('a', 1), { type: 'Hurry', run: 1 }).state;
    const late = tellAt(hurried, 1_000_000, { type: 'Wake' }).state;
    expect(effortOf(late)).toEqual({ nodes: ['a'], again: 2 });
  });

  it('are counted when the clips are gone at the end', () => {
    const joining = tellChapterActor(opened(2), by('a', 1), by('b', 2)).state;
    const gone = tellChapterActor(joining, { type: 'ClipsMissing', attempt: 2, segments: [1] }).state;
    expect(effortOf(gone)).toEqual({ nodes: ['b', 'a'], again: 1 });
  });
});

describe('a Book', () => {
  it('hears of it with what it is told anyway, and of nothing where there is nothing', () => {
    const chapter = tellChapterActor(opened(2), by('a', 1), by('b', 2), clipsJoined(2));
    const effort = { nodes: ['b', 'a'], again: 0 };
    expect(told(chapter, 'ChapterProgressed')).toMatchObject({ message: { effort } });
    expect(told(chapter, 'ChapterJoined')).toMatchObject({ message: { effort } });
    expect(told(tellChapterActor(speaking(), by('a', 1, 0)), 'ChapterProgressed')).not.toHaveProperty('message.effort');
    const broken = chapterBehavior.fail(tellChapterActor(speaking(), by('a', 1)).state, { code: 'E2A-1', what: 'no' });
    expect(broken.effects).toContainEqual(
      expect.objectContaining({ message: expect.objectContaining({ effort: { nodes: ['a'], again: 0 } }) }),
    );
  });

  it('keeps it of chapters that are done, and begins anew with a chapter that is spoken anew', () => {
    const effort = { nodes: ['a'], again: 3 };
    const { state } = tellBookActor(
      converting(),
      { ...progressed('ch-001', 2, 200), effort } as never,
      { ...joined('ch-001'), effort: { nodes: ['b'], again: 4 } } as never,
      { ...failed('ch-002'), effort } as never,
    );
    const shown = jobStatus(state, new Map()).chapters;
    expect(shown).toMatchObject([
      { nodes: ['b'], attempts: 4, failure: null },
      { nodes: ['a'], attempts: 3, failure: { what: 'no ffmpeg' } },
    ]);
    const cancelled = tellBookActor(state, { type: 'CancelBook' }, { type: 'RetryBook', what: 'failed' }).state;
    expect(jobStatus(cancelled, new Map()).chapters).toMatchObject([
      { nodes: ['b'], attempts: 4 },
      { nodes: [], attempts: 0, failure: null },
    ]);
  });

  it('is told more by the chapter itself, while that is spoken', () => {
    const book = tellBookActor(converting(), fleet(1)).state;
    const chapter = tellChapterActor(opened(4), by('a', 1), workFailed('0002', 1)).state;
    const [first, second] = jobStatus(
      book,
      new Map([
        ['ch-001', chapter],
        ['ch-002', opened(4)],
      ]),
    ).chapters;
    expect(first).toMatchObject({ nodes: ['a'], attempts: 1 });
    expect(second).toMatchObject({ nodes: [], attempts: 0 });
  });
});

describe('an older e2a', () => {
  it('left a chapter and a book that tell nothing of it', () => {
    const old = readState(chapterBehavior, { state: speaking() as Json, schemaVersion: 3 });
    expect(old).not.toHaveProperty('effort');
    const book = readState(bookBehavior, { state: converting() as Json, schemaVersion: 4 });
    expect(book === null ? null : jobStatus(book, new Map()).chapters).toMatchObject([{ nodes: [], attempts: 0 }, {}]);
  });

  it('takes what is told of it as before: a Book of today hears chapters that say nothing', () => {
    const { state } = tellBookActor(converting(), progressed('ch-001', 2, 200), joined('ch-001'));
    expect(jobStatus(state, new Map()).chapters[0]).toMatchObject({ state: 'joined', nodes: [], attempts: 0 });
  });
});
