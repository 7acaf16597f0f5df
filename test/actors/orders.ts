import type { BookMessageOf } from '../../src/actors/book/messages.js';
import { bookBehavior } from '../../src/actors/index.js';
import type { BookMessage, BookState, ChapterMessage, ChapterState, Order } from '../../src/actors/index.js';
import { chapterBehavior } from '../../src/actors/index.js';
import type { Effect } from '../../src/core/index.js';

const JOB = 'a-tale-7f3a';

export const ORDER: Order = {
  v: 1,
  digest: '7f3a',
  title: 'A Tale',
  book: { object: 'b.epub', digest: 'b', bytes: 10, fileName: 'a-tale.epub' },
  settings: {
    profile: 'p1',
    engine: 'tone',
    voice: 'tone',
    licence: 'none',
    chapters: null,
    reading: null,
    languageVoices: [],
    rendition: { format: 'm4b', split: 'none', extras: [] },
  },
  priority: 'p1',
};

export function summaryOf(segmentCounts: readonly number[]): BookMessageOf<'BookRead'>['summary'] {
  return {
    facts: { title: 'A Tale', authors: ['A. Writer'], language: 'en' },
    cover: null,
    report: 'report.json',
    warnings: [],
    chapters: segmentCounts.map((segments, index) => ({
      id: `ch-00${index + 1}`,
      n: index + 1,
      title: `Chapter ${index + 1}`,
      kind: 'chapter',
      words: segments * 30,
      characters: segments * 100,
      seconds: segments * 7,
      segments,
      plan: `plan-${index + 1}`,
    })),
  };
}

/** Sends messages one after another; returns the last state and every effect, in order. */
export function tellBookActor(
  start: BookState,
  ...messages: readonly BookMessage[]
): { state: BookState; effects: readonly Effect[] } {
  let state = start;
  const effects: Effect[] = [];
  for (const message of messages) {
    const next = bookBehavior.receive(state, message, 0);
    state = next.state;
    effects.push(...next.effects);
  }
  return { state, effects };
}

export function tellChapterActor(
  start: ChapterState,
  ...messages: readonly ChapterMessage[]
): { state: ChapterState; effects: readonly Effect[] } {
  let state = start;
  const effects: Effect[] = [];
  for (const message of messages) {
    const next = chapterBehavior.receive(state, message, 0);
    state = next.state;
    effects.push(...next.effects);
  }
  return { state, effects };
}

export const newBook = (): BookState => bookBehavior.initial({ kind: 'book', job: JOB });

export const newChapter = (): ChapterState => chapterBehavior.initial({ kind: 'chapter', job: JOB, chapter: 'ch-001' });

/** Effects as short words: `speak 0001/1`, `tell chapter StartChapter`, `announce book-read`. */
export function wordsOf(effects: readonly Effect[]): readonly string[] {
  return effects.map(wordOf);
}

function wordOf(effect: Effect): string {
  switch (effect.type) {
    case 'tell':
      return `tell ${effect.to.chapter ?? effect.to.kind} ${effect.message.type}`;
    case 'enqueueWork':
      return `work ${effect.item.item}/${effect.item.attempt}`;
    case 'announce':
      return `announce ${effect.event.type}`;
    case 'wakeAt':
      return 'wakeAt';
    case 'withdraw':
      return `withdraw ${effect.chapter ?? 'all'}`;
    case 'perform':
      return `perform ${effect.action}`;
  }
}
