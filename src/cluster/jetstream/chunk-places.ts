/** Characters; an object between whose chunks so many others came is read from its beginning. */
const PLACES_MAX = 16_384;

/** Where an object's chunks lie in the stream: runs of neighbours as `first+count`, joined by commas. */
export function encodePlaces(seqs: readonly number[]): string {
  const runs: { readonly first: number; readonly count: number }[] = [];
  for (const seq of seqs) {
    const last = runs.at(-1);
    if (last !== undefined && last.first + last.count === seq) runs.splice(-1, 1, { ...last, count: last.count + 1 });
    else runs.push({ first: seq, count: 1 });
  }
  const text = runs.map(({ first, count }) => `${first}+${count}`).join(',');
  return text.length > PLACES_MAX ? '' : text;
}

/** The place of a chunk, from 0; null when it does not stand there. */
export function placeOf(places: string, chunk: number): number | null {
  let before = 0;
  for (const run of places.split(',')) {
    const [first = Number.NaN, count = Number.NaN] = run.split('+').map(Number);
    if (!Number.isSafeInteger(first) || !Number.isSafeInteger(count)) return null;
    if (chunk < before + count) return first + chunk - before;
    before += count;
  }
  return null;
}
