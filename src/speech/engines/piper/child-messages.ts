/** What the parent asks; one question at a time, so answers need no number. */
export type ChildQuestion = { readonly type: 'load'; readonly model: string } | SpeakQuestion;

export interface SpeakQuestion {
  readonly type: 'speak';
  readonly ids: Int32Array;
  /** 0 ≤ seed < 2^20. */
  readonly seed: number;
  /** Noise, length, width of the noise of lengths: the model's order. */
  readonly scales: readonly [noise: number, length: number, width: number];
  readonly speaker: number;
}

export type ChildAnswer =
  | { readonly type: 'ready' }
  | SpokenAnswer
  /** The child could not do it and says why. */
  | { readonly type: 'failed'; readonly reason: string };

export interface SpokenAnswer {
  readonly type: 'spoken';
  readonly pcm: Float32Array;
  /** Frames spoken for each id; null where the voice's graph does not tell. */
  readonly frames: Float32Array | null;
}
