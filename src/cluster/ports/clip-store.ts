/** The facts kept with a clip; the join checks them. */
export interface ClipFacts {
  /** sha256 of the stored bytes, hex. */
  readonly digest: string;
  /** Samples of the whole clip on the clip clock. */
  readonly samples: number;
  /** Samples per utterance, in order; their sum is `samples`. */
  readonly utterances: readonly number[];
}

export interface StoredClip extends ClipFacts {
  readonly bytes: Uint8Array;
}

/** Audio of segments by content key. The first one written stays; the oldest go when the store is full. */
export interface ClipStore {
  /** @returns the facts of what is stored now: ours, or those of an earlier writer. */
  put(key: string, bytes: Uint8Array, facts: ClipFacts): Promise<ClipFacts>;
  get(key: string): Promise<StoredClip | null>;
  facts(key: string): Promise<ClipFacts | null>;
}
