import { describe, expect, it } from 'vitest';
import type { BookMessage, BookState } from '../../src/actors/index.js';
import { bookBehavior, type ChapterState, isFinalPhase, jobStatus } from '../../src/actors/index.js';
import {
  assembled,
  assembling,
  cancelled,
  completed,
  converting,
  encoded,
  failed,
  fleet,
  joined,
  mastering,
  partial,
  paused,
  progressed,
  read,
  reading,
  removed,
  submit,
} from './books.js';
import { newBook, newChapter, tellBookActor, tellChapterActor, wordsOf } from './orders.js';

describe('a book', () => {
  it('is read when it is ordered', () => {
    const { state, effects } = tellBookActor(newBook(), submit);
    expect(state.phase).toBe('reading');
    expect(wordsOf(effects)).toEqual([
      'perform writeControl',
      'perform countFleet',
      'work read/1',
      'announce book-accepted',
    ]);
  });

  it('opens chapters in order until the window is full', () => {
    const { state, effects } = tellBookActor(reading(), read([4, 1, 4, 9]));
    expect(wordsOf(effects)).toEqual([
      'tell ch-001 StartChapter',
      'tell ch-002 StartChapter',
      'tell ch-003 StartChapter',
      'announce book-read',
    ]);
    expect(jobStatus(state, new Map()).chapters.map((chapter) => chapter.state)).toEqual([
      'speaking',
      'speaking',
      'speaking',
      'waiting',
    ]);
  });

  it('opens the next chapter when the open ones run dry', () => {
    const before = tellBookActor(reading(), read([9, 9])).state;
    expect(wordsOf(tellBookActor(before, progressed('ch-001', 2, 200)).effects)).toEqual([]);
    expect(wordsOf(tellBookActor(before, progressed('ch-001', 5, 500)).effects)).toEqual(['tell ch-002 StartChapter']);
  });

  it('tells open chapters when the fleet grows, and opens more', () => {
    const before = tellBookActor(reading(), read([9, 9, 90])).state;
    const { state, effects } = tellBookActor(before, fleet(8));
    expect(wordsOf(effects)).toEqual(['tell ch-001 SetWindow', 'tell ch-002 StartChapter', 'tell ch-003 StartChapter']);
    expect(wordsOf(tellBookActor(state, fleet(8)).effects)).toEqual([]);
    expect(wordsOf(tellBookActor(before, fleet(1)).effects)).toEqual([]);
    expect(tellBookActor(mastering(), fleet(3)).state).toMatchObject({ slots: 3 });
  });

  it('goes through mastering and assembling to the file', () => {
    const whole = tellBookActor(
      reading(),
      read([4, 4]),
      joined('ch-001'),
      joined('ch-002'),
      encoded('ch-001'),
      encoded('ch-002'),
      assembled(2),
    );
    expect(wordsOf(whole.effects).slice(3)).toEqual([
      'announce first-chapter',
      'tell ch-001 EncodeChapter',
      'tell ch-002 EncodeChapter',
      'announce book-mastering',
      'work assemble/2',
      'announce book-assembling',
      'announce book-completed',
    ]);
    expect(whole.state).toMatchObject({ phase: 'completed', files: [{ name: 'A Tale.m4b', object: 'o.m4b' }] });
    expect(jobStatus(whole.state, new Map())).toMatchObject({
      state: 'completed',
      percent: 100,
      missing: [],
      failure: null,
    });
  });

  it('is partial when a segment became silence or a chapter failed, and says what is missing', () => {
    const { state } = tellBookActor(
      converting(),
      joined('ch-001', [2]),
      failed('ch-002'),
      encoded('ch-001'),
      assembled(2),
    );
    expect(jobStatus(state, new Map())).toMatchObject({
      state: 'partial',
      missing: ['Chapter 1 (1 of 4 segments became silence)', 'Chapter 2 (the whole chapter: no ffmpeg)'],
    });
  });

  it('survives a chapter that fails while it is encoded', () => {
    const { state, effects } = tellBookActor(mastering(), failed('ch-001'), encoded('ch-001'), encoded('ch-002'));
    expect(state.phase).toBe('assembling');
    expect(wordsOf(effects)).toEqual(['work assemble/2', 'announce book-assembling']);
  });

  it('fails when every chapter failed, spoken or encoded', () => {
    expect(tellBookActor(converting(), failed('ch-001'), failed('ch-002')).state).toMatchObject({
      phase: 'failed',
      failure: { what: 'Every chapter failed.', why: 'no ffmpeg' },
    });
    expect(tellBookActor(mastering(), failed('ch-001'), failed('ch-002')).state.phase).toBe('failed');
  });

  it('fails when it cannot be read or put together', () => {
    const failure = { code: 'E2A-1003', what: 'It is protected.' };
    const readFailed: BookMessage = { type: 'WorkFailed', item: 'read', attempt: 1, node: 'n', failure };
    expect(tellBookActor(reading(), readFailed).state).toMatchObject({ phase: 'failed', failure });
    expect(jobStatus(tellBookActor(reading(), readFailed).state, new Map()).failure).toEqual(failure);
    expect(tellBookActor(reading(), { ...readFailed, attempt: 2 }).state.phase).toBe('reading');
    expect(tellBookActor(assembling(), { ...readFailed, item: 'assemble', attempt: 2 }).state.phase).toBe('failed');
    expect(tellBookActor(converting(), readFailed).state.phase).toBe('converting');
    expect(tellBookActor(newBook(), readFailed).state.phase).toBe('new');
  });

  it('starts anew after failure, cancellation or by force, and never repeats an attempt number', () => {
    const cancelled = tellBookActor(assembling(), { type: 'CancelBook' }).state;
    expect(tellBookActor(cancelled, submit).state).toMatchObject({ phase: 'reading', run: 2, attempt: 3 });
    expect(tellBookActor(completed(), submit).state.phase).toBe('completed');
    expect(tellBookActor(completed(), { ...submit, force: true }).state.phase).toBe('reading');
    expect(tellBookActor(partial(), submit).state.phase).toBe('partial');
    expect(tellBookActor(partial(), { ...submit, force: true }).state).toMatchObject({ phase: 'reading', run: 2 });
    expect(tellBookActor(converting(), { ...submit, force: true }).state.phase).toBe('converting');
    expect(tellBookActor(removed(), submit).state).toMatchObject({ phase: 'reading', run: 2, attempt: 3 });
  });

  it('ignores what belongs to another phase or an earlier start', () => {
    const foreign: readonly BookMessage[] = [
      read([4, 4], 7),
      assembled(7),
      joined('ch-001', [], 9),
      encoded('ch-001', 9),
      failed('ch-001', 9),
      { ...progressed('ch-001', 1, 1), run: 9 } as BookMessage,
      { type: 'Wake' },
    ];
    const states = [newBook(), reading(), converting(), mastering(), assembling(), completed(), cancelled()];
    for (const state of states) {
      for (const message of foreign) expect(bookBehavior.receive(state, message, 0)).toEqual({ state, effects: [] });
    }
    expect(tellBookActor(completed(), failed('ch-001')).effects).toEqual([]);
    expect(tellBookActor(newBook(), fleet(2)).effects).toEqual([]);
  });

  it('asks again for work of its own that is lost', () => {
    const nothing: BookMessage = { type: 'Reconcile', present: [] };
    expect(wordsOf(tellBookActor(reading(), nothing).effects)).toEqual(['work read/2']);
    expect(wordsOf(tellBookActor(reading(), { type: 'Reconcile', present: ['book/read/1'] }).effects)).toEqual([]);
    expect(wordsOf(tellBookActor(assembling(), nothing).effects)).toEqual(['work assemble/3']);
    expect(wordsOf(tellBookActor(assembling(), { type: 'Reconcile', present: ['book/assemble/2'] }).effects)).toEqual(
      [],
    );
    expect(wordsOf(tellBookActor(converting(), nothing).effects)).toEqual([]);
  });

  it('fails when the runtime says that it cannot go on', () => {
    const failure = { code: 'E2A-4008', what: 'bug' };
    expect(bookBehavior.fail(converting(), failure).state).toMatchObject({ phase: 'failed', failure });
    for (const state of [newBook(), completed(), cancelled(), removed()])
      expect(bookBehavior.fail(state, failure)).toEqual({ state, effects: [] });
  });

  it('decodes its messages and refuses others with a reason', () => {
    expect(bookBehavior.decode({ type: 'CancelBook' })).toEqual({ ok: true, value: { type: 'CancelBook' } });
    const refused = bookBehavior.decode({ type: 'BookRead', attempt: 'one' });
    expect(refused.ok).toBe(false);
    expect(refused.ok ? '' : refused.error).toContain('attempt');
  });

  it('shows title, phase and counts first', () => {
    expect(bookBehavior.summary(newBook())).toEqual({ title: '', phase: 'new' });
    expect(Object.keys(bookBehavior.summary(converting()))).toEqual([
      'title',
      'phase',
      'chaptersDone',
      'chapters',
      'segmentsDone',
      'segments',
      'priority',
    ]);
    expect(bookBehavior.summary(removed())).toEqual({ title: '', phase: 'removed' });
    expect(bookBehavior.summary(paused(mastering()))).toMatchObject({ paused: true });
    expect(bookBehavior.summary(mastering())).toMatchObject({ chaptersDone: 2, segmentsDone: 8 });
  });

  it('throws on a message no book knows: a bug', () => {
    expect(() => bookBehavior.receive(newBook(), { type: 'Nonsense' } as unknown as BookMessage, 0)).toThrow(
      'no book knows',
    );
  });
});

describe('the progress of a job', () => {
  it('is weighted by characters and takes the chapter’s own word when it knows more', () => {
    const book = tellBookActor(reading(), read([4, 12])).state;
    const chapter = tellChapterActor(
      newChapter(),
      {
        type: 'StartChapter',
        run: 1,
        title: 'Chapter 1',
        plan: 'p',
        segments: 4,
        characters: 400,
        profile: 'p1',
        nodes: 1,
        priority: 'p1',
        after: 0,
        window: 4,
      },
      { type: 'SegmentSpoken', segment: 1, attempt: 1, characters: 100, samples: 1, digest: 'd', node: 'n', ms: 1 },
    ).state;
    const without = jobStatus(book, new Map());
    const withChapter = jobStatus(book, new Map([['ch-001', chapter]]));
    expect(without).toMatchObject({ percent: 0, charactersDone: 0, characters: 1600, waitingFor: null });
    const alone = tellBookActor(book, fleet(0)).state;
    expect(jobStatus(alone, new Map()).waitingFor).toBe('a node that speaks tone (tone)');
    expect(withChapter).toMatchObject({ charactersDone: 100 });
    expect(withChapter.percent).toBeCloseTo((100 / 1600) * 0.95 * 0.98 * 100, 0);
  });

  it('does not fall while a chapter has said that it is done and its book has not heard it', () => {
    const book = tellBookActor(reading(), read([4, 12])).state;
    const said = { run: 1, characters: 400, spokenCharacters: 390 };
    const percents = ['speaking', 'joining', 'joined'].map((phase) => {
      const chapter = { ...said, phase } as unknown as ChapterState;
      return jobStatus(book, new Map([['ch-001', chapter]])).chapters[0]?.percent ?? 0;
    });
    expect(percents).toEqual([92.6, 92.6, 95]);
    const ofBefore = { ...said, phase: 'joined', run: 7 } as unknown as ChapterState;
    expect(jobStatus(book, new Map([['ch-001', ofBefore]])).chapters[0]).toMatchObject({
      percent: 0,
      state: 'speaking',
    });
  });

  it('shows joining, encoded chapters and a fleet that is there', () => {
    const joining = tellChapterActor(
      newChapter(),
      {
        type: 'StartChapter',
        run: 1,
        title: 'Chapter 1',
        plan: 'p',
        segments: 1,
        characters: 100,
        profile: 'p1',
        nodes: 1,
        priority: 'p1',
        after: 0,
        window: 4,
      },
      { type: 'SegmentSpoken', segment: 1, attempt: 1, characters: 100, samples: 1, digest: 'd', node: 'n', ms: 1 },
    ).state;
    const book = tellBookActor(converting(), fleet(1)).state;
    expect(jobStatus(book, new Map([['ch-001', joining]])).chapters[0]).toMatchObject({ state: 'joining' });
    expect(jobStatus(book, new Map()).waitingFor).toBeNull();
    expect(jobStatus(tellBookActor(mastering(), encoded('ch-001')).state, new Map()).chapters[0]).toMatchObject({
      state: 'encoded',
      percent: 100,
    });
    expect(jobStatus(newBook(), new Map())).toMatchObject({ title: '', state: 'new', percent: 0, warnings: [] });
    expect(jobStatus(removed(), new Map())).toMatchObject({ title: '', state: 'removed', chapters: [], warnings: [] });
    const empty = tellBookActor(reading(), read([0])).state;
    expect(jobStatus(empty, new Map()).chapters[0]).toMatchObject({ characters: 0 });
  });

  it('knows which phases are over', () => {
    expect(
      ['completed', 'partial', 'failed', 'cancelled', 'removed'].every((phase) =>
        isFinalPhase(phase as BookState['phase']),
      ),
    ).toBe(true);
    expect(isFinalPhase('converting')).toBe(false);
  });
});
