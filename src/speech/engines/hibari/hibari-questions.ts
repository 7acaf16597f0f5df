/** What a hibari slot asks its child: it keeps two models, the voice and the one that reads strange words. */
export type HibariQuestion = SpeakQuestion | ReadQuestion;

export interface SpeakQuestion {
  readonly type: 'speak';
  /** Without the zeros at both ends. */
  readonly ids: Int32Array;
  /** Where in the table of noise the sound begins. */
  readonly seed: number;
  readonly speed: number;
}

export interface ReadQuestion {
  readonly type: 'read';
  /** Numbers of a word's letters. */
  readonly letters: readonly number[];
}

export type HibariAnswer =
  | {
      readonly type: 'sound';
      /** −1 … 1, `SAMPLE_RATE`. */
      readonly pcm: Float32Array;
      /** Units of `UNIT_SAMPLES` spoken for each id, the zeros at both ends counted as ids. */
      readonly units: Float32Array;
    }
  | { readonly type: 'sounds'; readonly answer: readonly number[] };
