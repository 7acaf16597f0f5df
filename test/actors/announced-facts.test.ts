import { describe, expect, it } from 'vitest';
import { chapterBehavior, type BookState, type ChapterState } from '../../src/actors/index.js';
import type { Effect, JsonObject } from '../../src/core/index.js';
import { assembled, assembling, cancelled, converting, joined } from './books.js';
import { joining } from './chapter-scenes.js';
import { newBook, ORDER, summaryOf, tellBookActor, tellChapterActor } from './orders.js';

const ORDERED_AT = 5_000;

/** What announcements say to programs, by their type. */
const factsOf = (effects: readonly Effect[], type: string): readonly (JsonObject | undefined)[] =>
  effects.flatMap((effect) => (effect.type === 'announce' && effect.event.type === type ? [effect.event.facts] : []));

const timedBook = (): BookState =>
  tellBookActor(
    newBook(),
    { type: 'SubmitBook', order: { ...ORDER, orderedAt: ORDERED_AT } },
    { type: 'BookRead', attempt: 1, summary: summaryOf([4, 4]) },
  ).state;

const JOINED = { type: 'ClipsJoined', attempt: 2, object: 'a.flac', samples: 3072, loudness: null } as const;

describe('what a Book tells metrics', () => {
  it('says since when it was on its way, with its first sound and with its end', () => {
    const { effects } = tellBookActor(timedBook(), joined('ch-001'), joined('ch-002'), { type: 'CancelBook' });
    expect(factsOf(effects, 'first-chapter')).toEqual([{ since: ORDERED_AT }]);
    expect(factsOf(effects, 'book-cancelled')).toEqual([{ since: ORDERED_AT }]);
  });

  it('says nothing of it where the order did not', () => {
    expect(factsOf(tellBookActor(assembling(), assembled(2)).effects, 'book-completed')).toEqual([{}]);
  });

  it('has one first sound in its life', () => {
    const again = tellBookActor(cancelled(), { type: 'RetryBook', what: 'all' }).state;
    expect(factsOf(tellBookActor(again, joined('ch-001', [], 2)).effects, 'first-chapter')).toEqual([]);
    const { state } = tellBookActor(converting(), joined('ch-001'));
    expect(factsOf(tellBookActor(state, joined('ch-002')).effects, 'first-chapter')).toEqual([]);
  });
});

describe('what a Chapter tells metrics', () => {
  it('says when it was opened, and how much of it became silence', () => {
    expect(factsOf(tellChapterActor(joining(), JOINED).effects, 'chapter-joined')).toEqual([{ silent: 0, since: 0 }]);
  });

  it('says no time where it was opened by an older e2a', () => {
    const { startedAt: _, ...old } = joining() as ChapterState & { readonly startedAt?: number };
    const { effects } = chapterBehavior.receive(old as ChapterState, JOINED, 9);
    expect(factsOf(effects, 'chapter-joined')).toEqual([{ silent: 0 }]);
  });
});
