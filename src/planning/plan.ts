import type { Rendition } from '../audio/rendition.js';
import type { ChapterKind, Edition, LeftOut } from '../books/index.js';
import type { ChapterId } from '../core/index.js';

/** One model call and the silence that follows it. */
export interface PlannedUtterance {
  /** The sentence as a reader sees it; empty for the further pieces of a long one. */
  readonly text: string;
  /** As the voice is given it: normalised for its language. */
  readonly spoken: string;
  /** Samples of silence after it on the 24 kHz clock; not part of the content key. */
  readonly pauseAfter: number;
  /** A heading, a paragraph or a stanza begins with it. */
  readonly paragraph?: true;
}

/** The text of one work item. */
export interface PlannedSegment {
  /** sha256 hex of what decides the sound (see `content-key.ts`); where it stands in the book is not part of it. */
  readonly key: string;
  /** BCP 47, when it is not the chapter plan's. */
  readonly language?: string;
  /** Of the voice that speaks it, when it is not the book's. */
  readonly profile?: string;
  readonly characters: number;
  readonly utterances: readonly PlannedUtterance[];
}

/** Immutable; stored once under its digest. */
export interface ChapterPlan {
  readonly v: 1;
  readonly chapter: ChapterId;
  readonly title: string;
  readonly kind: ChapterKind;
  readonly language: string;
  /** 2 = twice as fast as the voice's own pace; absent: 1. Part of the segments' keys where it is not 1. */
  readonly speed?: number;
  /** Samples of silence before the first and after the last segment. */
  readonly leadSamples: number;
  readonly tailSamples: number;
  readonly segments: readonly PlannedSegment[];
}

/** Segments of a chapter that another voice speaks than the book's; an alias, because it travels as JSON. */
export type OtherVoice = {
  readonly profile: string;
  /** From 1, ascending. */
  readonly segments: readonly number[];
};

/** What the Book keeps of a chapter. */
export interface PlannedChapter {
  readonly id: ChapterId;
  /** From 1, in the list of what is spoken. */
  readonly n: number;
  readonly title: string;
  readonly kind: ChapterKind;
  readonly words: number;
  readonly characters: number;
  /** Estimated. */
  readonly seconds: number;
  readonly segments: number;
  /** Object name of the `ChapterPlan` in the books bucket. */
  readonly plan: string;
  /** Absent: the book's voice speaks all of it. */
  readonly otherVoices?: readonly OtherVoice[];
}

export interface BookFacts extends Edition {
  readonly title: string;
  readonly authors: readonly string[];
  readonly language: string;
  readonly publisher?: string | undefined;
  readonly date?: string | undefined;
  readonly description?: string | undefined;
}

/** What reading and planning a book gives; the text itself lies in the chapter plans. */
export interface BookPlan {
  readonly book: BookFacts;
  /** Object name of the cover image, when there is one. */
  readonly cover: string | null;
  readonly chapters: readonly PlannedChapter[];
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly string[];
}

/** A `Reading` that was put into the books bucket; see `encodeReading`. */
export interface StoredReading {
  /** Object name: `reading-<sha256>.json`. */
  readonly object: string;
  /** sha256 hex of the object's bytes. */
  readonly digest: string;
}

/** A voice for what is in another language than the book. */
export interface LanguageVoice {
  /** Primary tag: `fr`. */
  readonly language: string;
  readonly profile: string;
  readonly engine: string;
  readonly voice: string;
  readonly licence: string;
}

/** What the user ordered; with the book's bytes it makes the job. */
export interface OrderSettings {
  /** Profile of the voice. */
  readonly profile: string;
  readonly engine: string;
  readonly voice: string;
  /** The voice's licence text, kept with the job. */
  readonly licence: string;
  /** `1-3,7`, in the list `plan` shows; null = all. */
  readonly chapters: string | null;
  /** Null: the plain one. Only its name: with long word lists a reading is larger than a message may be. */
  readonly reading: StoredReading | null;
  /** One for a language, and none for the book's own. */
  readonly languageVoices: readonly LanguageVoice[];
  readonly rendition: Rendition;
}
