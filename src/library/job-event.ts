import type { PublishedEvent } from '../client/index.js';

/** What may happen to a book while it is made. */
const BOOK_EVENTS = [
  'book-accepted',
  'book-read',
  'book-paused',
  'book-resumed',
  'book-moved',
  'book-retried',
  'command-refused',
  'first-chapter',
  'book-mastering',
  'book-assembling',
  'book-verifying',
] as const;

/** What may happen to one of its chapters. */
const CHAPTER_EVENTS = [
  'chapter-started',
  'segment-silent',
  'clips-missing',
  'chapter-joined',
  'chapter-encoded',
  'chapter-failed',
  'chapter-verified',
  'chapter-not-verified',
] as const;

/** After these nothing more comes, unless somebody retries the job or submits it anew. */
const FINAL_EVENTS = ['book-completed', 'book-partial', 'book-failed', 'book-cancelled', 'book-removed'] as const;

export type BookEventType = (typeof BOOK_EVENTS)[number];
export type ChapterEventType = (typeof CHAPTER_EVENTS)[number];
export type FinalEventType = (typeof FINAL_EVENTS)[number];

/** Something that happened to a job. */
export type JobEvent = {
  /** Its place in the cluster's history: strictly rising; `events({ from: seq })` goes on after it. */
  readonly seq: number;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly job: string;
  /** A sentence for people. */
  readonly text: string;
} & (
  | { readonly type: BookEventType | ChapterEventType | FinalEventType }
  /** Of a newer e2a on a node. */
  | { readonly type: 'other'; readonly named: string }
);

/** Every type that today's actors announce. */
export const EVENT_TYPES = [...BOOK_EVENTS, ...CHAPTER_EVENTS, ...FINAL_EVENTS] as const;

export function jobEventOf({ seq, at, job, text, type }: PublishedEvent): JobEvent {
  const known = EVENT_TYPES.find((one) => one === type);
  const told = { seq, at, job, text };
  return known === undefined ? { ...told, type: 'other', named: type } : { ...told, type: known };
}

export const isFinalEvent = ({ type }: JobEvent): boolean => FINAL_EVENTS.some((one) => one === type);
