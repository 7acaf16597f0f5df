/** How fast a slot speaks: what it spoke lately and how long that took, older segments counting less and less. */
export interface Speed {
  readonly characters: number;
  readonly ms: number;
}

/** Nothing spoken yet. */
export const SPEED_UNKNOWN: Speed = { characters: 0, ms: 0 };

/** What a segment's weight becomes with each that follows: after five, a new speed makes up nine tenths of the mean. */
const FADING = 0.6;

/** @param ms that the engine was at work for these characters */
export const withSpoken = (speed: Speed, characters: number, ms: number): Speed => ({
  characters: speed.characters * FADING + characters,
  ms: speed.ms * FADING + Math.max(1, ms),
});

/** Null until something was spoken. */
export const charactersPerSecond = ({ characters, ms }: Speed): number | null =>
  ms === 0 ? null : (1000 * characters) / ms;
