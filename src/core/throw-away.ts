import type { Instant } from './clock.js';

/** Something kept that may be thrown away. */
export interface Kept {
  readonly bytes: number;
  readonly at: Instant;
}

export interface ThrowAway {
  /** What is older goes. */
  readonly olderThan?: Instant | undefined;
  /** Of the rest the oldest go until no more than this is left. */
  readonly keepBytes?: number | undefined;
}

/**
 * What goes, oldest first, by age and size. What `isSpared` counts for the size, but stays.
 */
export function toThrowAway<T extends Kept>(
  things: readonly T[],
  { olderThan, keepBytes }: ThrowAway,
  isSpared: (thing: T) => boolean,
): readonly T[] {
  let left = things.reduce((sum, thing) => sum + thing.bytes, 0);
  const goes: T[] = [];
  for (const thing of things.toSorted((a, b) => a.at - b.at)) {
    const isOld = olderThan !== undefined && thing.at < olderThan;
    const isTooMuch = keepBytes !== undefined && left > keepBytes;
    if (isSpared(thing) || !(isOld || isTooMuch)) continue;
    goes.push(thing);
    left -= thing.bytes;
  }
  return goes;
}
