import type { Failure, JsonObject } from '../../core/index.js';
import { effortOf } from '../chapter/effort.js';
import type { Effort, Loudness, Order, OtherVoice, SpeechNotes } from '../order.js';
import type { BookSummary } from './messages.js';

interface EntryFacts {
  readonly id: string;
  /** The number `plan` shows: of all the book's chapters, chosen or not. */
  readonly n: number;
  readonly title: string;
  readonly segments: number;
  readonly characters: number;
  /** Segments asked for and spoken, as last reported. */
  readonly requested: number;
  readonly spoken: number;
  readonly spokenCharacters: number;
  /** Object name of the `ChapterPlan`. */
  readonly plan: string;
  /** Segments that became silence. */
  readonly silent: readonly number[];
  /** Absent: the book's voice speaks all of it. */
  readonly otherVoices?: readonly OtherVoice[] | undefined;
  /** As last reported; absent: nothing was, or by a chapter of an older e2a. */
  readonly effort?: Effort | undefined;
}

/** What a recogniser made of a chapter's sound. */
export type Heard =
  /** It was asked; the attempt tells a failure whose it is. */
  | { readonly progress: 'asked'; readonly attempt: number }
  /** Of so many words, so many were missing, wrong or too much; the object lists them. */
  | { readonly progress: 'heard'; readonly object: string; readonly words: number; readonly errors: number }
  /** No recogniser could do it; it may be asked again. */
  | { readonly progress: 'failed'; readonly attempt: number; readonly failure: Failure };

interface JoinedFacts extends EntryFacts {
  /** Absent: nobody asked for a second opinion. */
  readonly heard?: Heard | undefined;
  /** Chapter FLAC; its padded length is what the chapter marks are made of. */
  readonly audio: string;
  readonly samples: number;
  readonly loudness: Loudness;
  /** Absent: all of it was said well at once. */
  readonly notes?: SpeechNotes | undefined;
}

export type OpenEntry = EntryFacts & { readonly progress: 'waiting' | 'speaking' };
export type JoinedEntry = JoinedFacts & { readonly progress: 'joined' };
export type EncodedEntry = JoinedFacts & { readonly progress: 'encoded'; readonly packets: string };
export type FailedEntry = EntryFacts & { readonly progress: 'failed'; readonly failure: Failure };

/** A chapter as its Book sees it. */
export type ChapterEntry = OpenEntry | JoinedEntry | EncodedEntry | FailedEntry;

export type ChapterProgress = ChapterEntry['progress'];

/** What is true of a chapter whatever became of it. */
export function factsOf(entry: ChapterEntry): EntryFacts {
  const { id, n, title, segments, characters, requested, spoken, spokenCharacters, plan, silent } = entry;
  const { otherVoices } = entry;
  const facts = { id, n, title, segments, characters, requested, spoken, spokenCharacters, plan, silent };
  return {
    ...facts,
    ...(otherVoices === undefined ? {} : { otherVoices }),
    ...effortOf(entry),
  };
}

export const isJoined = (entry: ChapterEntry): entry is JoinedEntry => entry.progress === 'joined';
export const isEncoded = (entry: ChapterEntry): entry is EncodedEntry => entry.progress === 'encoded';
/** Its sound is there, encoded or not. */
export const hasSound = (entry: ChapterEntry): entry is JoinedEntry | EncodedEntry =>
  isJoined(entry) || isEncoded(entry);
export const isFailed = (entry: ChapterEntry): entry is FailedEntry => entry.progress === 'failed';

export interface RenditionFile {
  readonly name: string;
  readonly object: string;
  readonly bytes: number;
  /** sha256 hex. */
  readonly digest: string;
}

interface Ordered {
  readonly job: string;
  readonly order: Order;
  /** Starts of this book, from 1: what belongs to an earlier start is ignored. */
  readonly run: number;
  /** Highest attempt number used for work of the book itself; never used twice. */
  readonly attempt: number;
  /** The same for recognisers, who may be asked in any phase; absent: nobody was. */
  readonly hearings?: number | undefined;
  /** Slots that speak the profile, as last heard; null until the fleet has been counted. */
  readonly slots: number | null;
  /** Living, not cordoned nodes they are on. */
  readonly nodes: number;
  /** Nothing more is asked for until ResumeBook; only a running book is paused. */
  readonly paused: boolean;
}

type PlanSummary = Omit<BookSummary, 'chapters'>;

interface Planned extends Ordered {
  readonly summary: PlanSummary;
  readonly chapters: readonly ChapterEntry[];
}

/** What a book that ended early is taken up again with; without `summary` it had not been read. */
interface BrokenOff extends Ordered {
  readonly summary?: PlanSummary;
  readonly chapters: readonly ChapterEntry[];
}

/** Nothing ordered yet. Left by SubmitBook. */
export type NewBook = { readonly phase: 'new'; readonly job: string };
/** A media worker reads the book. Left by BookRead, or failed. After a crash: the item is still queued or leased. */
export type ReadingBook = Ordered & { readonly phase: 'reading' };
/** Chapters are opened in order and spoken. Left when each is joined or failed. */
export type ConvertingBook = Planned & {
  readonly phase: 'converting';
  /** The chapters know that everything has been asked for: once per run. */
  readonly hurried: boolean;
};
/** One gain for the book is known; chapters are being encoded. Left when each is encoded or failed. */
export type MasteringBook = Planned & { readonly phase: 'mastering'; readonly gainDb: number };
/** A media worker makes the file. Left by BookAssembled, or failed. */
export type AssemblingBook = Planned & { readonly phase: 'assembling'; readonly gainDb: number };
/** The file is there; `partial` when something is missing in it. Left by RetryBook and a forced SubmitBook. */
export type FinishedBook = Planned & {
  readonly phase: 'completed' | 'partial';
  readonly files: readonly RenditionFile[];
  /** Of who made the files, as sentences; absent: all was well. */
  readonly warnings?: readonly string[] | undefined;
};
/** Nothing more will happen. Left by RetryBook, which goes on from here, or SubmitBook, which starts anew. */
export type FailedBook = BrokenOff & { readonly phase: 'failed'; readonly failure: Failure };
/** A person cancelled it. Left as a failed one is. */
export type CancelledBook = BrokenOff & { readonly phase: 'cancelled' };
/**
 * A tombstone: what comes late finds nothing to change, and numbers go on where they were. Left by SubmitBook; the
 * reconciler wakes it once for what came late, and a day later to go itself.
 */
export type RemovedBook = {
  readonly phase: 'removed';
  readonly job: string;
  readonly run: number;
  readonly attempt: number;
  /** What work and chapters that were under way have left behind was taken away, too. */
  readonly swept: boolean;
};

export type RunningBook = ReadingBook | ConvertingBook | MasteringBook | AssemblingBook;
/** A book somebody ordered and nobody removed. */
export type OrderedBook = RunningBook | FinishedBook | FailedBook | CancelledBook;
export type BookState = NewBook | OrderedBook | RemovedBook;

export type BookPhase = BookState['phase'];

/** The phases in which nothing more happens by itself. */
export type FinalPhase = (FinishedBook | FailedBook | CancelledBook | RemovedBook)['phase'];

export const isFinalPhase = (phase: BookPhase): phase is FinalPhase =>
  phase === 'completed' || phase === 'partial' || phase === 'failed' || phase === 'cancelled' || phase === 'removed';

export const isOrdered = (state: BookState): state is OrderedBook => state.phase !== 'new' && state.phase !== 'removed';

export const isRunning = (state: BookState): state is RunningBook =>
  state.phase === 'reading' ||
  state.phase === 'converting' ||
  state.phase === 'mastering' ||
  state.phase === 'assembling';

/** What stays true of a book whatever it does next. */
export function orderedOf({ job, order, run, attempt, hearings, slots, nodes, paused }: OrderedBook): Ordered {
  return { job, order, run, attempt, slots, nodes, paused, ...(hearings === undefined ? {} : { hearings }) };
}

/** For metrics: when it was ordered, where that is known. */
export const sinceOf = ({ order }: OrderedBook): JsonObject =>
  order.orderedAt === undefined ? {} : { since: order.orderedAt };

/** The chapters a book knows in any phase. */
export function chaptersOf(state: BookState): readonly ChapterEntry[] {
  return 'chapters' in state ? state.chapters : [];
}

export function replaceChapter(
  chapters: readonly ChapterEntry[],
  id: string,
  change: (entry: ChapterEntry) => ChapterEntry,
): readonly ChapterEntry[] {
  return chapters.map((entry) => (entry.id === id ? change(entry) : entry));
}

/** What is missing in the finished file, in words. */
export function missingParts(chapters: readonly ChapterEntry[]): readonly string[] {
  return chapters.flatMap((entry) => {
    if (isFailed(entry)) return [`${entry.title} (the whole chapter: ${entry.failure.what})`];
    if (entry.silent.length > 0)
      return [`${entry.title} (${entry.silent.length} of ${entry.segments} segments became silence)`];
    return [];
  });
}
