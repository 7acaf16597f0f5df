/** A word of a sentence; `start` and `end` (excluded) in samples of the chapter. */
export interface TimedWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A sentence where it is heard, the pause after it not counted; `start` and `end` (excluded) in samples of the chapter. */
export interface TimedSentence {
  /** As a reader sees it, never empty; all of a long one that was spoken in several pieces. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** True: a new paragraph begins with it. */
  readonly paragraph?: boolean;
  /** False: it could not be said; silence stands for it, or for a part of it. */
  readonly spoken?: boolean;
  /** Null: the voice did not say where its words are. */
  readonly words: readonly TimedWord[] | null;
}

/** What is heard where in a chapter; written by the join, stored beside the chapter's sound (see `timingsName`). */
export interface ChapterTimings {
  readonly v: 1;
  /** `ch-003` */
  readonly chapter: string;
  readonly title: string;
  /** Padded length of the chapter. */
  readonly samples: number;
  /** In order, none overlaps the next. */
  readonly sentences: readonly TimedSentence[];
}

/**
 * The object that holds the timings of a chapter's sound: `job/ch-003-1a2b.flac` → `job/ch-003-1a2b.timings.json`. Worked
 * out, so that no message carries it; a chapter joined by an older e2a has none.
 */
export const timingsName = (audio: string): string => `${audio.replace(/\.flac$/, '')}.timings.json`;
