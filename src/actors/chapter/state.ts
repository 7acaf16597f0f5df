import type { Failure, Instant, Priority } from '../../core/index.js';
import type { Effort, Loudness, OtherVoice } from '../order.js';
import { effortOf } from './effort.js';
import type { SegmentSet } from './segment-set.js';

/** A failed attempt; an alias, not an interface, because it travels as JSON. */
export type SpeechFailure = { readonly node: string; readonly what: string };

/** A segment that did not go by itself: what is in flight for it, and what went wrong before. */
export interface SegmentTrouble {
  /** The attempt at the book's own priority; null when none is in flight. */
  readonly attempt: number | null;
  /** The second attempt near the end, for slots with nothing else to do; null when none is in flight. */
  readonly second: number | null;
  /** Second attempts asked for until now. */
  readonly seconds: number;
  readonly failures: readonly SpeechFailure[];
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
  /** Of all work that is asked for from now on. */
  readonly priority: Priority;
  /** Characters of all later chapters of the book. */
  readonly after: number;
  /** Highest attempt number ever used in this chapter, whatever the item: a number is never used twice. */
  readonly attempt: number;
  /** Segments that became flagged silence, ascending. */
  readonly silent: readonly number[];
  /** Absent: `profile` speaks all of it. */
  readonly otherVoices?: readonly OtherVoice[] | undefined;
  /** When it was opened; absent in chapters of an older e2a. */
  readonly startedAt?: Instant | undefined;
  /** Absent: nothing to tell yet, or spoken under an older e2a. */
  readonly effort?: Effort | undefined;
}

interface Joined extends Started {
  readonly audio: string;
  readonly samples: number;
  readonly loudness: Loudness;
}

/** Phases that wait for work. While paused nothing is asked for; what still comes is taken. */
interface AtWork {
  readonly paused: boolean;
}

/** How the chapter is spoken; kept while it is joined, because clips may be gone. */
interface Pace extends AtWork {
  readonly window: number;
  /** Nodes that speak the profile. */
  readonly nodes: number;
  /** Everything of the book has been asked for: an overdue segment is given to a second slot. */
  readonly hurry: boolean;
  /** Running mean of what was spoken, in milliseconds; null until something was. */
  readonly msPerCharacter: number | null;
  readonly spokenCharacters: number;
}

/** Not opened by its Book yet. */
export type WaitingChapter = { readonly phase: 'waiting'; readonly job: string; readonly chapter: string };
/** Segments are asked for, a window at a time. Left when each is spoken or silent. After a crash: queued items are delivered again; lost ones are asked for by Reconcile. */
export type SpeakingChapter = Started &
  Pace & {
    readonly phase: 'speaking';
    /** Segments 1 … requested have been asked for. */
    readonly requested: number;
    /** Attempt number of segments without trouble; what comes under a lower one belongs to an earlier start. */
    readonly firstAttempt: number;
    readonly spoken: SegmentSet;
    readonly trouble: Readonly<Record<string, SegmentTrouble>>;
    /** When unsettled segments are asked for a second time; null when nothing is to be. */
    readonly overdueAt: number | null;
  };
/** A media worker joins the clips. Left by ClipsJoined, ClipsMissing (back to speaking) or failure. */
export type JoiningChapter = Started & Pace & { readonly phase: 'joining' };
/** Joined and measured; the Book decides the gain. Left by EncodeChapter, of this start of the book or a later one. */
export type JoinedChapter = Joined & { readonly phase: 'joined' };
/** A media worker encodes. Left by PacketsEncoded or failure; cancelled, it is joined still. */
export type EncodingChapter = Joined & AtWork & { readonly phase: 'encoding'; readonly gainDb: number };
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
export type StartedChapter = Exclude<ChapterState, WaitingChapter>;
/** What has audio of the whole chapter. */
export type AudioChapter = JoinedChapter | EncodingChapter | CompletedChapter;

/** What stays true of a chapter whatever it does next. */
export function startedOf(state: StartedChapter): Started {
  const { job, chapter, run, title, plan, segments, characters, profile, priority, after, attempt, silent } = state;
  const started = { job, chapter, run, title, plan, segments, characters, profile, priority, after, attempt, silent };
  const { otherVoices, startedAt } = state;
  return {
    ...started,
    ...(otherVoices === undefined ? {} : { otherVoices }),
    ...(startedAt === undefined ? {} : { startedAt }),
    ...effortOf(state),
  };
}

/** What stays true of a chapter that is spoken, while its clips are joined and when they are gone. */
export function paceOf(state: SpeakingChapter | JoiningChapter): Pace {
  const { window, nodes, hurry, msPerCharacter, spokenCharacters, paused } = state;
  return { window, nodes, hurry, msPerCharacter, spokenCharacters, paused };
}

/** What stays true once a chapter is joined. */
export function joinedOf(state: AudioChapter): JoinedChapter {
  const { audio, samples, loudness } = state;
  return { ...startedOf(state), phase: 'joined', audio, samples, loudness };
}
