/** Numbers in [0, 1), the same for the same seed (mulberry32). Not for secrets. */
export type Random = () => number;

const STEP = 0x6d2b79f5;
const RANGE = 2 ** 32;

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + STEP) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / RANGE;
  };
}
