import type { ChapterMessageOf } from '../../src/actors/chapter/messages.js';
import { type ChapterMessage, type ChapterState, chapterBehavior } from '../../src/actors/index.js';
import type { Effect, Instant, WorkItem } from '../../src/core/index.js';
import { newChapter, tellChapterActor } from './orders.js';

export const start = (
  segments: number,
  window = 3,
  run = 1,
  more: Partial<ChapterMessageOf<'StartChapter'>> = {},
): ChapterMessageOf<'StartChapter'> => ({
  type: 'StartChapter',
  run,
  title: 'Loomings',
  plan: 'plan-1',
  segments,
  characters: segments * 100,
  profile: 'p1',
  window,
  nodes: 1,
  priority: 'p1',
  after: 0,
  ...more,
});

export const spoken = (segment: number, attempt = 1, ms = 5): ChapterMessage => ({
  type: 'SegmentSpoken',
  segment,
  attempt,
  characters: 100,
  samples: 24_000,
  digest: 'd',
  node: 'n1',
  ms,
});

export const workFailed = (item: string, attempt: number, node = 'n1'): ChapterMessage => ({
  type: 'WorkFailed',
  item,
  attempt,
  node,
  failure: { code: 'E2A-2006', what: 'it stuttered' },
});

export const joined = (attempt: number): ChapterMessage => ({
  type: 'ClipsJoined',
  attempt,
  object: 'a.flac',
  samples: 3072,
  loudness: null,
});

export const encode = (run: number, gainDb = 2): ChapterMessage => ({ type: 'EncodeChapter', run, gainDb });

export const speaking = (): ChapterState => tellChapterActor(newChapter(), start(2)).state;
export const joining = (): ChapterState => tellChapterActor(speaking(), spoken(1), spoken(2)).state;
export const joinedChapter = (): ChapterState => tellChapterActor(joining(), joined(2)).state;
export const encoding = (): ChapterState => tellChapterActor(joinedChapter(), encode(1)).state;
export const completed = (): ChapterState =>
  tellChapterActor(encoding(), { type: 'PacketsEncoded', attempt: 3, object: 'a.aac' }).state;

/** One message at a time on the clock. */
export const tellAt = (state: ChapterState, at: Instant, message: ChapterMessage) =>
  chapterBehavior.receive(state, message, at);

export const itemsOf = (effects: readonly Effect[]): readonly WorkItem[] =>
  effects.flatMap((effect) => (effect.type === 'enqueueWork' ? [effect.item] : []));

export const alarmOf = (effects: readonly Effect[]): Instant | null | undefined =>
  effects.findLast((effect) => effect.type === 'wakeAt')?.at;
