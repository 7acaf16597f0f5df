import { describe, expect, it } from 'vitest';
import type { BookMessage, BookState } from '../../src/actors/index.js';
import { bookBehavior, jobStatus } from '../../src/actors/index.js';
import { PRIORITIES } from '../../src/core/index.js';
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
  saidBy,
  submit,
  toldTo,
} from './books.js';
import { newBook, summaryOf, tellBookActor, wordsOf } from './orders.js';

const cancel: BookMessage = { type: 'CancelBook' };
const pause: BookMessage = { type: 'PauseBook' };
const resume: BookMessage = { type: 'ResumeBook' };
const remove: BookMessage = { type: 'RemoveBook' };
const retry: BookMessage = { type: 'RetryBook', what: 'failed' };
const move: BookMessage = { type: 'MoveBook', priority: 'p0' };

const failure = { code: 'E2A-1003', what: 'It is protected.' };
const unread = (): BookState =>
  tellBookActor(reading(), { type: 'WorkFailed', item: 'read', attempt: 1, node: 'n', failure }).state;

const STATES: Readonly<Record<string, () => BookState>> = {
  new: newBook,
  reading,
  converting,
  mastering,
  assembling,
  paused: () => paused(converting()),
  completed,
  partial,
  failed: unread,
  cancelled,
  removed,
};

/** What becomes of a book: its phase afterwards, or why it says no; '' where there is nobody to say it to. */
const ANSWERS: readonly (readonly [BookMessage, Readonly<Record<string, string>>])[] = [
  [
    cancel,
    {
      new: '',
      reading: '→ cancelled',
      converting: '→ cancelled',
      mastering: '→ cancelled',
      assembling: '→ cancelled',
      paused: '→ cancelled',
      completed: 'A Tale is not cancelled: it is completed.',
      partial: 'A Tale is not cancelled: it is partial.',
      failed: 'A Tale is not cancelled: it is failed.',
      cancelled: 'A Tale is not cancelled: it is cancelled.',
      removed: '',
    },
  ],
  [
    pause,
    {
      new: '',
      reading: '→ reading, paused',
      converting: '→ converting, paused',
      mastering: '→ mastering, paused',
      assembling: '→ assembling, paused',
      paused: 'A Tale is not paused: it is paused already.',
      completed: 'A Tale is not paused: it is completed.',
      partial: 'A Tale is not paused: it is partial.',
      failed: 'A Tale is not paused: it is failed.',
      cancelled: 'A Tale is not paused: it is cancelled.',
      removed: '',
    },
  ],
  [
    resume,
    {
      new: '',
      reading: 'A Tale is not resumed: it is not paused.',
      converting: 'A Tale is not resumed: it is not paused.',
      mastering: 'A Tale is not resumed: it is not paused.',
      assembling: 'A Tale is not resumed: it is not paused.',
      paused: '→ converting',
      completed: 'A Tale is not resumed: it is completed.',
      partial: 'A Tale is not resumed: it is partial.',
      failed: 'A Tale is not resumed: it is failed.',
      cancelled: 'A Tale is not resumed: it is cancelled.',
      removed: '',
    },
  ],
  [
    move,
    {
      new: '',
      reading: '→ reading',
      converting: '→ converting',
      mastering: '→ mastering',
      assembling: '→ assembling',
      paused: '→ converting, paused',
      completed: 'A Tale is not moved: it is completed.',
      partial: 'A Tale is not moved: it is partial.',
      failed: 'A Tale is not moved: it is failed.',
      cancelled: 'A Tale is not moved: it is cancelled.',
      removed: '',
    },
  ],
  [
    retry,
    {
      new: '',
      reading: 'A Tale is not retried: it is still reading.',
      converting: 'A Tale is not retried: it is still converting.',
      mastering: 'A Tale is not retried: it is still mastering.',
      assembling: 'A Tale is not retried: it is still assembling.',
      paused: 'A Tale is not retried: it is still paused.',
      completed: 'A Tale is not retried: nothing is missing in it.',
      partial: '→ converting',
      failed: '→ reading',
      cancelled: '→ converting',
      removed: '',
    },
  ],
  [
    remove,
    {
      new: '',
      reading: '→ removed',
      converting: '→ removed',
      mastering: '→ removed',
      assembling: '→ removed',
      paused: '→ removed',
      completed: '→ removed',
      partial: '→ removed',
      failed: '→ removed',
      cancelled: '→ removed',
      removed: '',
    },
  ],
];

function answerOf(before: BookState, message: BookMessage): string {
  const { state, effects } = tellBookActor(before, message);
  const refused = effects.find((effect) => effect.type === 'announce' && effect.event.type === 'command-refused');
  if (refused?.type === 'announce') {
    expect(effects).toHaveLength(1);
    expect(state).toEqual(before);
    return refused.event.text;
  }
  if (state === before) return '';
  return `→ ${state.phase}${'paused' in state && state.paused ? ', paused' : ''}`;
}

describe('a command of people', () => {
  it.each(ANSWERS)('$type has an answer in every state', (message, answers) => {
    const given = Object.entries(STATES).map(([name, make]) => [name, answerOf(make(), message)]);
    expect(Object.fromEntries(given)).toEqual(answers);
  });

  it('is decoded, and refused with a reason when it makes no sense', () => {
    const commands = [cancel, pause, resume, move, retry, remove, { ...retry, chapters: [3] }];
    for (const command of commands) expect(bookBehavior.decode(command)).toEqual({ ok: true, value: command });
    expect(bookBehavior.decode({ type: 'MoveBook', priority: 'p9' }).ok).toBe(false);
    expect(bookBehavior.decode({ type: 'RetryBook', what: 'some' }).ok).toBe(false);
  });
});

describe('a cancelled book', () => {
  it('stops leased work first, then the queue, then the chapters that would ask for more', () => {
    expect(wordsOf(tellBookActor(converting(), cancel).effects)).toEqual([
      'perform writeControl',
      'withdraw all',
      'tell ch-001 CancelChapter',
      'tell ch-002 CancelChapter',
      'announce book-cancelled',
    ]);
    expect(tellBookActor(converting(), cancel).effects[0]).toMatchObject({ args: { state: 'cancel' } });
  });

  it('leaves finished chapters alone and keeps what was read', () => {
    const half = tellBookActor(converting(), joined('ch-001')).state;
    const { state, effects } = tellBookActor(half, cancel);
    expect(toldTo(effects, 'CancelChapter')).toHaveLength(1);
    expect(state).toMatchObject({ phase: 'cancelled', summary: { facts: { title: 'A Tale' } } });
    expect('chapters' in state ? state.chapters.map(({ progress }) => progress) : []).toEqual(['joined', 'speaking']);
    expect(tellBookActor(reading(), cancel).state).not.toHaveProperty('summary');
  });

  it('tells those that are being encoded, in mastering', () => {
    const half = tellBookActor(mastering(), encoded('ch-001')).state;
    expect(wordsOf(tellBookActor(half, cancel).effects)).toContain('tell ch-002 CancelChapter');
    expect(wordsOf(tellBookActor(half, cancel).effects)).not.toContain('tell ch-001 CancelChapter');
  });

  it('is not paused any more', () => {
    expect(tellBookActor(paused(converting()), cancel).state).toMatchObject({ phase: 'cancelled', paused: false });
  });
});

describe('a paused book', () => {
  it('takes its queued work back and tells open chapters', () => {
    const { effects } = tellBookActor(converting(), pause);
    expect(wordsOf(effects)).toEqual([
      'perform writeControl',
      'withdraw all',
      'tell ch-001 PauseChapter',
      'tell ch-002 PauseChapter',
      'announce book-paused',
    ]);
    expect(effects[0]).toMatchObject({ args: { state: 'pause' } });
    expect(jobStatus(paused(converting()), new Map())).toMatchObject({ state: 'converting', paused: true });
  });

  it('asks everybody again when it is resumed, its own work included', () => {
    const { effects } = tellBookActor(paused(converting()), resume);
    expect(wordsOf(effects)).toEqual([
      'perform writeControl',
      'tell ch-001 ResumeChapter',
      'tell ch-002 ResumeChapter',
      'perform reconcileChapter',
      'perform reconcileChapter',
      'announce book-resumed',
    ]);
    expect(effects[0]).toMatchObject({ args: { state: 'run' } });
    expect(effects[3]).toMatchObject({ args: { chapter: 'ch-001' } });
    for (const state of [reading(), assembling()]) {
      const again = tellBookActor(paused(state), resume).effects;
      expect(wordsOf(again)).toEqual(['perform writeControl', 'perform reconcileChapter', 'announce book-resumed']);
      expect(again[1]).toMatchObject({ args: { chapter: null } });
    }
  });

  it('opens nothing while it is paused, and what it held back when it is resumed', () => {
    const readMeanwhile = tellBookActor(paused(reading()), read([4, 4]));
    expect(wordsOf(readMeanwhile.effects)).toEqual(['announce book-read']);
    expect(toldTo(tellBookActor(readMeanwhile.state, resume).effects, 'StartChapter')).toHaveLength(2);

    const before = tellBookActor(reading(), read([9, 9])).state;
    const dry = tellBookActor(paused(before), progressed('ch-001', 5, 500), fleet(8));
    expect(wordsOf(dry.effects)).toEqual(['tell ch-001 SetWindow']);
    expect(toldTo(tellBookActor(dry.state, resume).effects, 'StartChapter')).toHaveLength(1);
  });

  it('takes no further step while it is paused', () => {
    const spoken = tellBookActor(paused(converting()), joined('ch-001'), joined('ch-002'));
    expect(spoken.state).toMatchObject({ phase: 'converting', paused: true });
    expect(wordsOf(spoken.effects)).toEqual(['announce first-chapter']);
    expect(toldTo(tellBookActor(spoken.state, resume).effects, 'EncodeChapter')).toHaveLength(2);

    const done = tellBookActor(paused(mastering()), encoded('ch-001'), encoded('ch-002'));
    expect(done).toMatchObject({ state: { phase: 'mastering' }, effects: [] });
    expect(tellBookActor(done.state, resume).state).toMatchObject({ phase: 'assembling', paused: false });
    expect(wordsOf(tellBookActor(done.state, resume).effects)).toContain('work assemble/2');
  });

  it('asks for nothing when the reconciler comes by, and is finished by work that was under way', () => {
    const nothing: BookMessage = { type: 'Reconcile', present: [] };
    for (const state of [paused(reading()), paused(assembling())])
      expect(tellBookActor(state, nothing)).toEqual({ state, effects: [] });
    expect(tellBookActor(paused(assembling()), assembled(2)).state).toMatchObject({
      phase: 'completed',
      paused: false,
    });
  });

  it('waits for nobody', () => {
    const alone = tellBookActor(converting(), fleet(0)).state;
    expect(jobStatus(alone, new Map()).waitingFor).not.toBeNull();
    expect(jobStatus(paused(alone), new Map()).waitingFor).toBeNull();
  });
});

describe('the priority of a book', () => {
  it('is that of all its work', () => {
    for (const priority of PRIORITIES) {
      const ordered = tellBookActor(newBook(), { ...submit, order: { ...submit.order, priority } });
      const whole = tellBookActor(ordered.state, read([4]), joined('ch-001'), encoded('ch-001'));
      const effects = [...ordered.effects, ...whole.effects];
      const items = effects.flatMap((effect) => (effect.type === 'enqueueWork' ? [effect.item] : []));
      expect(items.map((item) => [item.class, item.item, item.priority])).toEqual([
        ['read', 'read', priority],
        ['media', 'assemble', priority],
      ]);
      expect(toldTo(effects, 'StartChapter')).toMatchObject([{ priority }]);
      expect(jobStatus(ordered.state, new Map())).toMatchObject({ priority });
    }
  });

  it('is changed for what is queued, too', () => {
    const half = tellBookActor(tellBookActor(reading(), read([4, 4, 90])).state, joined('ch-001')).state;
    const { state, effects } = tellBookActor(half, move);
    expect(wordsOf(effects)).toEqual([
      'tell ch-001 SetPriority',
      'tell ch-002 SetPriority',
      'tell ch-003 SetPriority',
      'withdraw all',
      'perform reconcileChapter',
      'perform reconcileChapter',
      'announce book-moved',
    ]);
    expect(jobStatus(state, new Map()).priority).toBe('p0');
    expect(saidBy(state, move)).toEqual(['A Tale is not moved: its priority is p0 already.']);
  });

  it('is that of the book’s own work as soon as it is asked for again', () => {
    const { state, effects } = tellBookActor(assembling(), move, { type: 'Reconcile', present: [] });
    expect(wordsOf(effects)).toContain('work assemble/3');
    expect(effects.at(-1)).toMatchObject({ item: { priority: 'p0' } });
    expect(state.phase).toBe('assembling');
  });

  it('is changed without a stir while the book is paused', () => {
    expect(wordsOf(tellBookActor(paused(reading()), move).effects)).toEqual(['withdraw all', 'announce book-moved']);
  });

  it('is told only to chapters that have begun', () => {
    const before = tellBookActor(reading(), read([9, 9]), failed('ch-001')).state;
    const started = toldTo(tellBookActor(before, move).effects, 'SetPriority');
    expect(started).toEqual([{ type: 'SetPriority', run: 1, priority: 'p0' }]);
  });
});

describe('a removed book', () => {
  it('is a tombstone that keeps its numbers; everything else is taken away', () => {
    const { state, effects } = tellBookActor(converting(), remove);
    expect(state).toEqual({ phase: 'removed', job: 'a-tale-7f3a', run: 1, attempt: 1, swept: false });
    expect(wordsOf(effects)).toEqual([
      'perform writeControl',
      'withdraw all',
      'tell ch-001 CancelChapter',
      'tell ch-002 CancelChapter',
      'perform removeJob',
      'announce book-removed',
    ]);
    expect(effects[4]).toMatchObject({ args: { job: 'a-tale-7f3a' } });
  });

  it('is woken for what came late, and to go itself', () => {
    const woken = tellBookActor(removed(), { type: 'Wake' });
    expect(woken.state).toEqual({ ...removed(), swept: true });
    expect(wordsOf(woken.effects)).toEqual(['perform removeJob']);
    const gone = tellBookActor(woken.state, { type: 'Wake' });
    expect(wordsOf(gone.effects)).toEqual(['perform removeJob', 'perform removeTombstone']);
    expect(tellBookActor(woken.state, submit).state).toMatchObject({ phase: 'reading', run: 2 });
  });

  it('is changed by nothing that comes late', () => {
    const late: readonly BookMessage[] = [
      { type: 'BookRead', attempt: 2, summary: summaryOf([4]) },
      assembled(2),
      progressed('ch-001', 1, 100),
      joined('ch-001'),
      encoded('ch-001'),
      failed('ch-001'),
      fleet(4),
      { type: 'Reconcile', present: [] },
      { type: 'WorkFailed', item: 'read', attempt: 2, node: 'n', failure },
      { type: 'WorkFailed', item: 'assemble', attempt: 2, node: 'n', failure },
      cancel,
      pause,
      resume,
      move,
      retry,
      remove,
    ];
    const state = removed();
    for (const message of late) expect(bookBehavior.receive(state, message, 0)).toEqual({ state, effects: [] });
  });
});
