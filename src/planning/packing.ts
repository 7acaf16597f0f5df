import { createHash } from 'node:crypto';

/**
 * Which utterances share a segment. The cuts are decided by what stands beside them, never by how many came before: an
 * edit can only move the cuts of the packs that hold or touch it, wherever it is in the chapter.
 *
 * Every place between two utterances has a rank out of its two neighbours alone. A stretch that is too large is cut at
 * its lowest rank, its two sides again, until every pack fits.
 */

/** What is packed: one utterance. */
export interface Packable {
  /** What it counts for; at least 1. */
  readonly size: number;
  readonly language: string;
  /** Profile. */
  readonly speaker: string;
  /** Same content, same name; without what word lists change. */
  readonly name: string;
  /** How well a cut before it goes with the book: less is better. */
  readonly cutBefore: CutRank;
}

/** A cut goes before a heading or a scene break rather than between passages, there rather than between sentences. */
export const CUT = { scene: 0, passage: 1, sentence: 2, insideSentence: 3 } as const;
export type CutRank = (typeof CUT)[keyof typeof CUT];

interface Place {
  readonly rank: CutRank;
  /** Of its two neighbours: cuts beside large ones leave the fuller packs. */
  readonly size: number;
  readonly hash: string;
  readonly forced: boolean;
}

/** Packs in order; each at most `limit` in size unless it is one item, in one language and by one voice. */
export function packed<Item extends Packable>(items: readonly Item[], limit: number): readonly (readonly Item[])[] {
  const places = items.slice(1).map((item, index) => placeBetween(items[index], item));
  const cuts = cutsOf(places, sizesUpTo(items), limit);
  const starts = [0, ...cuts.map((place) => place + 1)];
  return items.length === 0 ? [] : starts.map((start, index) => items.slice(start, starts[index + 1]));
}

function placeBetween(before: Packable | undefined, after: Packable): Place {
  const names = `${before?.name ?? ''}\n${after.name}`;
  return {
    rank: after.cutBefore,
    size: (before?.size ?? 0) + after.size,
    hash: createHash('sha256').update(names).digest('hex'),
    forced: before?.language !== after.language || before.speaker !== after.speaker,
  };
}

/** `sizes[i]`: of the items before `i`. */
function sizesUpTo(items: readonly Packable[]): readonly number[] {
  const sizes = [0];
  for (const item of items) sizes.push((sizes.at(-1) ?? 0) + item.size);
  return sizes;
}

/**
 * A place is cut when the stretch in which its rank is the lowest does not fit: from the next lower place on its left to
 * the next lower on its right. Found for all places in one pass each way.
 */
function cutsOf(places: readonly Place[], sizes: readonly number[], limit: number): readonly number[] {
  const left = lowerBefore(places);
  const right = lowerAfter(places);
  return places.flatMap((place, index) => {
    const size = (sizes[(right[index] ?? 0) + 1] ?? 0) - (sizes[(left[index] ?? 0) + 1] ?? 0);
    return place.forced || size > limit ? [index] : [];
  });
}

/** For each place the nearest lower one before it, -1 for none. */
function lowerBefore(places: readonly Place[]): readonly number[] {
  const open: number[] = [];
  return places.map((place, index) => {
    while (open.length > 0 && !isLower(places[open.at(-1) ?? 0], place, true)) open.pop();
    const found = open.at(-1) ?? -1;
    open.push(index);
    return found;
  });
}

/** For each place the nearest lower one after it, the number of places for none. */
function lowerAfter(places: readonly Place[]): readonly number[] {
  const found: number[] = new Array<number>(places.length);
  const open: number[] = [];
  for (let index = places.length - 1; index >= 0; index -= 1) {
    const place = places[index];
    while (open.length > 0 && !isLower(places[open.at(-1) ?? 0], place, false)) open.pop();
    found[index] = open.at(-1) ?? places.length;
    open.push(index);
  }
  return found;
}

/** Of equals the first is lower. */
function isLower(other: Place | undefined, place: Place | undefined, isBefore: boolean): boolean {
  if (other === undefined || place === undefined) return false;
  if (other.forced !== place.forced) return other.forced;
  if (other.rank !== place.rank) return other.rank < place.rank;
  if (other.size !== place.size) return other.size > place.size;
  return other.hash === place.hash ? isBefore : other.hash < place.hash;
}
