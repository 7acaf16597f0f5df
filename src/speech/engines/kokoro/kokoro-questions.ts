/** What a Kokoro slot asks its child. */
export interface KokoroQuestion {
  /** Without the zeros at both ends. */
  readonly ids: Int32Array;
  /** 0 ≤ seed < 2^20. */
  readonly seed: number;
  readonly speed: number;
}

export interface KokoroSound {
  /** −1 … 1, `KOKORO_RATE`. */
  readonly pcm: Float32Array;
  /** Frames spoken for each id, the zeros at both ends counted as ids; null where the export does not tell. */
  readonly frames: Float32Array | null;
}

/** Hz. */
export const KOKORO_RATE = 24_000;
/** Samples of one frame. */
export const FRAME_SAMPLES = 600;
