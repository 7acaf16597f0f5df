import { describe, expect, it } from 'vitest';
import type { BookMessage, BookState, ChapterEntry, ChapterMessage } from '../../src/actors/index.js';
import { bookBehavior, jobStatus } from '../../src/actors/index.js';
import type { Json } from '../../src/core/index.js';
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
  progressed,
  read,
  reading,
  saidBy,
  toldTo,
} from './books.js';
import { newBook, newChapter, ORDER, summaryOf, tellBookActor, tellChapterActor, wordsOf } from './orders.js';

const retryFailed: BookMessage = { type: 'RetryBook', what: 'failed' };
const retryAll: BookMessage = { type: 'RetryBook', what: 'all' };
const only = (...chapters: number[]): BookMessage => ({ type: 'RetryBook', what: 'failed', chapters });

const chaptersIn = (state: BookState): readonly ChapterEntry[] => ('chapters' in state ? state.chapters : []);
const progressOf = (state: BookState): readonly string[] => chaptersIn(state).map(({ progress }) => progress);

/** Four chapters: whole, with silence, failed, whole. */
const patchy = (): BookState =>
  tellBookActor(
    reading(),
    read([2, 2, 2, 2]),
    joined('ch-001'),
    joined('ch-002', [1]),
    failed('ch-003'),
    joined('ch-004'),
    encoded('ch-001'),
    encoded('ch-002'),
    encoded('ch-004'),
    assembled(2),
  ).state;

describe('a retried book', () => {
  it('opens only the chapters that failed or have silence, and becomes whole', () => {
    const { state, effects } = tellBookActor(patchy(), retryFailed);
    expect(wordsOf(effects)).toEqual([
      'perform writeControl',
      'perform countFleet',
      'tell ch-002 StartChapter',
      'tell ch-003 StartChapter',
      'announce book-retried',
    ]);
    expect(effects[0]).toMatchObject({ args: { state: 'run' } });
    expect(progressOf(state)).toEqual(['joined', 'speaking', 'speaking', 'joined']);
    expect(toldTo(effects, 'StartChapter')).toMatchObject([
      { run: 2, after: 200 },
      { run: 2, after: 0 },
    ]);

    const again = tellBookActor(
      state,
      joined('ch-002', [], 2),
      joined('ch-003', [], 2),
      ...['ch-001', 'ch-002', 'ch-003', 'ch-004'].map((chapter) => encoded(chapter, 2)),
      assembled(3),
    );
    expect(toldTo(again.effects, 'EncodeChapter')).toHaveLength(4);
    expect(toldTo(again.effects, 'EncodeChapter')[0]).toMatchObject({ run: 2 });
    expect(again.state.phase).toBe('completed');
    expect(jobStatus(again.state, new Map()).missing).toEqual([]);
  });

  it('says exactly what was missing before', () => {
    expect(jobStatus(patchy(), new Map()).missing).toEqual([
      'Chapter 2 (1 of 2 segments became silence)',
      'Chapter 3 (the whole chapter: no ffmpeg)',
    ]);
  });

  it('ignores what the earlier start still sends', () => {
    const { state } = tellBookActor(patchy(), retryFailed);
    for (const late of [joined('ch-002'), failed('ch-003'), progressed('ch-002', 1, 100)])
      expect(tellBookActor(state, late)).toEqual({ state, effects: [] });
  });

  it('can be told which chapters', () => {
    expect(progressOf(tellBookActor(patchy(), only(3)).state)).toEqual(['joined', 'joined', 'speaking', 'joined']);
    expect(progressOf(tellBookActor(patchy(), { ...retryAll, chapters: [1] }).state)).toEqual([
      'speaking',
      'joined',
      'failed',
      'joined',
    ]);
    expect(progressOf(tellBookActor(patchy(), retryAll).state)).toEqual([
      'speaking',
      'speaking',
      'speaking',
      'waiting',
    ]);
    expect(saidBy(patchy(), only(1, 9))).toEqual(['A Tale is not retried: it has no chapter 9.']);
    expect(saidBy(patchy(), only(1, 4))).toEqual(['A Tale is not retried: nothing is missing in these chapters.']);
  });

  it('goes on where it was cancelled, without reading again', () => {
    const half = tellBookActor(tellBookActor(reading(), read([4, 4, 90])).state, joined('ch-001')).state;
    const { state, effects } = tellBookActor(half, { type: 'CancelBook' }, retryFailed);
    expect(wordsOf(effects)).not.toContain('work read/2');
    expect(state).toMatchObject({ phase: 'converting', run: 2, summary: { facts: { title: 'A Tale' } } });
    expect(progressOf(state)).toEqual(['joined', 'speaking', 'speaking']);
  });

  it('speaks what was never finished, even when it was not chosen', () => {
    const half = tellBookActor(converting(), joined('ch-001')).state;
    const broken = tellBookActor(half, { type: 'CancelBook' }).state;
    expect(progressOf(tellBookActor(broken, only(1)).state)).toEqual(['joined', 'speaking']);
  });

  it('counts what is spoken again from the beginning', () => {
    const half = tellBookActor(converting(), progressed('ch-001', 3, 300), { type: 'CancelBook' }).state;
    expect(chaptersIn(tellBookActor(half, retryFailed).state)[0]).toMatchObject({ spoken: 0, requested: 0 });
  });

  it('is put together again when only that went wrong', () => {
    const failure = { code: 'E2A-3001', what: 'The disk is full.' };
    const unmade = tellBookActor(assembling(), {
      type: 'WorkFailed',
      item: 'assemble',
      attempt: 2,
      node: 'n',
      failure,
    });
    expect(unmade.state).toMatchObject({ phase: 'failed', failure });
    const { state, effects } = tellBookActor(unmade.state, retryFailed);
    expect(state).toMatchObject({ phase: 'mastering', run: 2 });
    expect(toldTo(effects, 'EncodeChapter')).toHaveLength(2);
    expect(tellBookActor(state, encoded('ch-001', 2), encoded('ch-002', 2)).state).toMatchObject({ attempt: 3 });
  });

  it('is read again when it had not been read', () => {
    const { state, effects } = tellBookActor(reading(), { type: 'CancelBook' }, retryFailed);
    expect(state).toMatchObject({ phase: 'reading', run: 2, attempt: 2 });
    expect(wordsOf(effects).slice(-3)).toEqual(['perform countFleet', 'work read/2', 'announce book-retried']);
  });

  it('tries every chapter again when all failed, but not none of them', () => {
    const lost = tellBookActor(converting(), failed('ch-001'), failed('ch-002')).state;
    expect(lost.phase).toBe('failed');
    expect(progressOf(tellBookActor(lost, retryFailed).state)).toEqual(['speaking', 'speaking']);
    expect(saidBy(lost, only())).toEqual(['A Tale is not retried: nothing is missing in these chapters.']);
  });

  it('forgets the sound of a chapter that failed while it was encoded', () => {
    const { state } = tellBookActor(mastering(), failed('ch-001'));
    expect(chaptersIn(state)[0]).not.toHaveProperty('audio');
  });

  it('keeps the fleet it knew, and hurries anew', () => {
    const known = tellBookActor(converting(), fleet(8, 2), joined('ch-001', [1]), failed('ch-002')).state;
    const done = tellBookActor(known, encoded('ch-001'), assembled(2)).state;
    const { state, effects } = tellBookActor(done, retryFailed);
    expect(toldTo(effects, 'StartChapter')).toMatchObject([
      { window: 24, nodes: 2 },
      { window: 24, nodes: 2 },
    ]);
    const asked = [progressed('ch-001', 1, 100, 4, 2), progressed('ch-002', 1, 100, 4, 2)];
    expect(toldTo(tellBookActor(state, ...asked).effects, 'Hurry')).toHaveLength(2);
  });
});

describe('a chapter that was removed and is made again', () => {
  it('repeats no number of an attempt: what became of the former ones is not its own', () => {
    const start = (run: number): ChapterMessage => ({
      type: 'StartChapter',
      run,
      title: 'Chapter 1',
      plan: 'p',
      segments: 2,
      characters: 200,
      profile: 'p1',
      window: 6,
      nodes: 1,
      priority: 'p1',
      after: 0,
    });
    const late: ChapterMessage = {
      type: 'SegmentSpoken',
      segment: 1,
      attempt: 1,
      characters: 100,
      samples: 1,
      digest: 'd',
      node: 'n',
      ms: 1,
    };
    expect(wordsOf(tellChapterActor(newChapter(), start(1)).effects)).toContain('work 0001/1');
    const again = tellChapterActor(newChapter(), start(2));
    expect(wordsOf(again.effects)).toContain('work 0001/1001');
    expect(tellChapterActor(again.state, late)).toEqual({ state: again.state, effects: [] });
  });
});

describe('a book stored by schema 1', () => {
  /** As the version before wrote it: no priority, no pause, no nodes. */
  const old = (state: BookState): Json => {
    const { nodes: _n, paused: _p, hurried: _h, summary, ...rest } = JSON.parse(JSON.stringify(state));
    const { priority: _priority, ...order } = rest.order ?? {};
    const kept = state.phase === 'failed' || state.phase === 'cancelled' ? {} : { summary };
    return JSON.parse(JSON.stringify({ ...rest, ...kept, ...(rest.order ? { order } : {}) }));
  };

  it('is loaded in every phase', () => {
    for (const state of [newBook(), reading(), converting(), mastering(), assembling(), completed(), partial()])
      expect(bookBehavior.migrate?.(old(state), 1)).toEqual(JSON.parse(JSON.stringify(state)));
    expect(bookBehavior.migrate?.(null, 1)).toMatchObject({ paused: false });
  });

  it('goes on, and is retried by reading it again where nothing of the reading was kept', () => {
    const migrated = bookBehavior.migrate?.(old(cancelled()), 1) ?? newBook();
    expect(migrated).not.toHaveProperty('summary');
    expect(jobStatus(migrated, new Map())).toMatchObject({ priority: 'p1', paused: false, warnings: [] });
    expect(tellBookActor(migrated, retryFailed).state).toMatchObject({ phase: 'reading', run: 2 });
    const open = bookBehavior.migrate?.(old(converting()), 1) ?? newBook();
    expect(tellBookActor(open, joined('ch-001'), joined('ch-002')).state.phase).toBe('mastering');
  });

  it('is told by hosts of schema 1 in messages that are still understood', () => {
    const { priority: _priority, ...order } = ORDER;
    const submit = bookBehavior.decode({ type: 'SubmitBook', order });
    expect(submit.ok && submit.value.type === 'SubmitBook' && submit.value.order.priority).toBe('p1');
    expect(bookBehavior.decode({ type: 'FleetChanged', slots: 3 })).toEqual({ ok: true, value: fleet(3) });
    expect(bookBehavior.decode({ type: 'BookRead', attempt: 1, summary: summaryOf([1]) }).ok).toBe(true);
  });

  it('forgets what was wrong with the file that is made anew', () => {
    const warningsOf = (state: BookState) => jobStatus(state, new Map()).warnings;
    expect(warningsOf(assembling())).toEqual([]);
    expect(warningsOf(completed())).toEqual(['The cover was left out.']);
    expect(warningsOf(tellBookActor(completed(), retryAll).state)).toEqual([]);
    expect(warningsOf(tellBookActor(completed(), { type: 'VerifyBook' }).state)).toEqual(['The cover was left out.']);
  });
});
