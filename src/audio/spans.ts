/** A stretch of a sound: samples, `to` excluded. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What became of a sound: its beginning was cut off, and it has `samples` at another rate. */
export interface FittedSound {
  /** Samples at the old rate. */
  readonly cutBefore: number;
  readonly fromHz: number;
  readonly toHz: number;
  /** Of the new sound. */
  readonly samples: number;
}

/** Where stretches of a sound lie in what became of it; what was cut off is no part of them any more. */
export function fitSpans(spans: readonly Span[], { cutBefore, fromHz, toHz, samples }: FittedSound): readonly Span[] {
  const at = (sample: number): number =>
    Math.max(0, Math.min(samples, Math.round(((sample - cutBefore) * toHz) / fromHz)));
  return spans.map(({ from, to }) => ({ from: at(from), to: at(to) }));
}

export const shiftSpans = (spans: readonly Span[], by: number): readonly Span[] =>
  spans.map(({ from, to }) => ({ from: from + by, to: to + by }));
