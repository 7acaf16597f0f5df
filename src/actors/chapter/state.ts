import type { Failure } from '../../core/index.js';
import type { Loudness } from '../order.js';
import type { SegmentSet } from './segment-set.js';

/** A segment that did not go by itself: which attempt counts now, and what went wrong before. */
export interface SegmentTrouble {
  readonly attempt: number;
  readonly failures: readonly { readonly node: string; readonly what: string }[];
}

interface Started {
  readonly job: string;
  readonly chapter: string;
  readonly run: number;
  readonly title: string;
  readonly plan: string;
  readonly segments: number;
  readonly characters: number;
  readonly profile: string;
  /** Highest attempt number ever used in this chapter, whatever the item: a number is never used twice. */
  readonly attempt: number;
  /** Segments that became flagged silence, ascending. */
  readonly silent: readonly number[];
}

interface Joined extends Started {
  readonly audio: string;
  readonly samples: number;
  readonly loudness: Loudness;
}

/** Not opened by its Book yet. */
export type WaitingChapter = { readonly phase: 'waiting'; readonly job: string; readonly chapter: string };
/** Segments are asked for, a window at a time. Left when each is spoken or silent. After a crash: queued items are delivered again; lost ones are asked for by Reconcile. */
export type SpeakingChapter = Started & {
  readonly phase: 'speaking';
  readonly window: number;
  /** Segments 1 … requested have been asked for. */
  readonly requested: number;
  /** Attempt number of segments without trouble. */
  readonly firstAttempt: number;
  readonly spoken: SegmentSet;
  readonly spokenCharacters: number;
  readonly trouble: Readonly<Record<string, SegmentTrouble>>;
};
/** A media worker joins the clips. Left by ClipsJoined, ClipsMissing (back to speaking) or failure. */
export type JoiningChapter = Started & {
  readonly phase: 'joining';
  readonly window: number;
  readonly spokenCharacters: number;
};
/** Joined and measured; the Book decides the gain. Left by EncodeChapter. */
export type JoinedChapter = Joined & { readonly phase: 'joined' };
/** A media worker encodes. Left by PacketsEncoded or failure. */
export type EncodingChapter = Joined & { readonly phase: 'encoding'; readonly gainDb: number };
/** Done. Left only by a later start of the book. */
export type CompletedChapter = Joined & { readonly phase: 'completed'; readonly packets: string };
export type FailedChapter = Started & { readonly phase: 'failed'; readonly failure: Failure };
export type CancelledChapter = Started & { readonly phase: 'cancelled' };

export type ChapterState =
  | WaitingChapter
  | SpeakingChapter
  | JoiningChapter
  | JoinedChapter
  | EncodingChapter
  | CompletedChapter
  | FailedChapter
  | CancelledChapter;

export type ChapterPhase = ChapterState['phase'];

/** What stays true of a chapter whatever it does next. */
export function startedOf(state: Exclude<ChapterState, WaitingChapter>): Started {
  const { job, chapter, run, title, plan, segments, characters, profile, attempt, silent } = state;
  return { job, chapter, run, title, plan, segments, characters, profile, attempt, silent };
}
