/** What the parent asks; one question at a time, so answers need no number. */
export type ChildQuestion = LoadQuestion | SpeakQuestion;

/** What computes, as onnxruntime calls it. */
export type Provider = 'cpu' | 'cuda';

export interface LoadQuestion {
  readonly type: 'load';
  readonly model: string;
  readonly provider: Provider;
}

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
  /** `provider`: what was really loaded, whatever was asked for. */
  | { readonly type: 'ready'; readonly provider: Provider }
  | SpokenAnswer
  /** The child could not do it and says why. */
  | { readonly type: 'failed'; readonly reason: string };

export interface SpokenAnswer {
  readonly type: 'spoken';
  readonly pcm: Float32Array;
  /** Frames spoken for each id; null where the voice's graph does not tell. */
  readonly frames: Float32Array | null;
}
