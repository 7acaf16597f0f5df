/** What a Piper slot asks its child. */
export interface PiperQuestion {
  readonly ids: Int32Array;
  /** 0 ≤ seed < 2^20. */
  readonly seed: number;
  /** Noise, length, width of the noise of lengths: the model's order. */
  readonly scales: readonly [noise: number, length: number, width: number];
  readonly speaker: number;
}

export interface PiperSound {
  readonly pcm: Float32Array;
  /** Frames spoken for each id; null where the voice's graph does not tell. */
  readonly frames: Float32Array | null;
}
