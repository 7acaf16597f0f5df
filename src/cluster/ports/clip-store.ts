import type { ThrowAway } from '../../core/index.js';

/** Where a word lies in a clip: samples on the clip clock, `to` excluded. */
export interface ClipWord {
  readonly from: number;
  readonly to: number;
}

/** What it took to say a clip, where it took anything. Utterances are named by their place, from 0. */
export interface ClipNotes {
  /** Said well by another seed than the first. */
  readonly retried: readonly number[];
  /** Said well only in two halves. */
  readonly split: readonly number[];
  /** Kept as the best of what was tried: its length is not that of such a text, or a long silence is in it. */
  readonly odd: readonly number[];
  /** Symbols the voice cannot say, each with how often it was met. */
  readonly skipped: Readonly<Record<string, number>>;
}

/** The facts kept with a clip; the join checks them. */
export interface ClipFacts {
  /** sha256 of the stored bytes, hex. */
  readonly digest: string;
  /** Samples of the whole clip on the clip clock. */
  readonly samples: number;
  /** Samples per utterance, in order; their sum is `samples`. */
  readonly utterances: readonly number[];
  /** Per utterance the places of its words, ascending; null where the voice does not tell. Absent: it tells of none. */
  readonly words?: readonly (readonly ClipWord[] | null)[] | undefined;
  /** Absent: every utterance was said well at once, and all of it. */
  readonly notes?: ClipNotes | undefined;
}

export interface StoredClip extends ClipFacts {
  readonly bytes: Uint8Array;
}

export interface ClipCleaning extends ThrowAway {
  /** Keys of clips that stay whatever their age: running jobs need them. */
  readonly spare?: ReadonlySet<string> | undefined;
  /** Only says what would go. */
  readonly dryRun?: boolean | undefined;
}

/** What went, or would go. */
export interface Cleaned {
  readonly removed: number;
  readonly bytes: number;
}

/** Audio of segments by content key. The first one written stays; the oldest go when the store is full. */
export interface ClipStore {
  /** @returns the facts of what is stored now: ours, or those of an earlier writer. */
  put(key: string, bytes: Uint8Array, facts: ClipFacts): Promise<ClipFacts>;
  get(key: string): Promise<StoredClip | null>;
  facts(key: string): Promise<ClipFacts | null>;
  /** Those of the keys that have a clip, without reading any. */
  stored(keys: ReadonlySet<string>): Promise<ReadonlySet<string>>;
  /** Throws old clips away: whoever misses one speaks it again. */
  clean(cleaning: ClipCleaning): Promise<Cleaned>;
}
