import { createHash } from 'node:crypto';
import {
  bookBehavior,
  type BookState,
  chapterBehavior,
  type ChapterState,
  type Order,
} from '../../src/actors/index.js';
import type { Cluster } from '../../src/cluster/ports/index.js';
import type { Failure, Instant, Json } from '../../src/core/index.js';

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export function orderOf(digest: string, title = 'A Tale'): Order {
  return {
    v: 1,
    digest,
    title,
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
}

const ordered = (job: string, order: Order) => ({ job, order, run: 1, attempt: 1, slots: 1, nodes: 1, paused: false });
const planned = (job: string, order: Order) => ({
  ...ordered(job, order),
  summary: {
    facts: { title: order.title, authors: [], language: 'en' },
    cover: null,
    report: 'report.json',
    warnings: [],
  },
  chapters: [
    {
      id: 'ch-001',
      n: 1,
      title: 'One',
      progress: 'speaking' as const,
      segments: 10,
      characters: 1000,
      requested: 5,
      spoken: 0,
      spokenCharacters: 0,
      plan: 'plan-1',
      silent: [],
    },
  ],
});

/** @param cover name of an object in `books`; null: none */
export function bookWithCover(job: string, order: Order, cover: string | null): BookState {
  const book = convertingBook(job, order);
  return 'summary' in book && book.summary !== undefined ? { ...book, summary: { ...book.summary, cover } } : book;
}

export const convertingBook = (job: string, order: Order): BookState => ({
  ...planned(job, order),
  phase: 'converting',
  hurried: false,
});
export const cancelledBook = (job: string, order: Order): BookState => ({
  ...ordered(job, order),
  phase: 'cancelled',
  chapters: [],
});
export const failedBook = (job: string, order: Order, failure: Failure): BookState => ({
  ...ordered(job, order),
  phase: 'failed',
  chapters: [],
  failure,
});
export const finishedBook = (job: string, order: Order, file: Uint8Array = new Uint8Array()): BookState => ({
  ...planned(job, order),
  phase: 'completed',
  files: [
    { name: `${order.title}.m4b`, object: `${job}/${order.title}.m4b`, bytes: file.length, digest: sha256(file) },
  ],
});

/** A chapter that says how far it is; the rest of its state is not looked at. */
export const speakingChapter = (spokenCharacters: number): ChapterState =>
  ({ phase: 'speaking', run: 1, spokenCharacters }) as unknown as ChapterState;

/** Writes an actor's checkpoint as a host would, over whatever is there. */
export async function store(
  cluster: Cluster,
  address: { readonly kind: string; readonly job: string; readonly chapter?: string },
  state: BookState | ChapterState,
  { turn = 1, updatedAt = 1_000_000 }: { readonly turn?: number; readonly updatedAt?: Instant } = {},
): Promise<void> {
  const before = await cluster.checkpoints.load(address);
  const checkpoint = {
    summary: {},
    kind: address.kind,
    schemaVersion: (address.kind === bookBehavior.kind ? bookBehavior : chapterBehavior).schemaVersion,
    born: 0,
    turn,
    wakeAt: null,
    updatedAt,
    state: state as unknown as Json,
    last: null,
    recent: [],
  };
  const { saved } = await cluster.checkpoints.save(address, checkpoint, before?.revision ?? null);
  if (!saved) throw new Error('somebody else wrote the checkpoint');
}
