/** A name with more differences than this is another word, not a slip. */
const MOST_DIFFERENCES = 3;

/** The known name closest to what was typed, or null when none is close. */
export function nearest(typed: string, known: readonly string[]): string | null {
  const ranked = known
    .map((name) => ({ name, distance: editDistance(typed, name) }))
    .filter(({ name, distance }) => distance <= Math.min(MOST_DIFFERENCES, Math.floor(name.length / 2)))
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.name ?? null;
}

/** Letters to insert, take out or change to make `a` into `b`. */
function editDistance(a: string, b: string): number {
  const start = { row: Array.from({ length: b.length + 1 }, (_, index) => index), last: b.length };
  return a.split('').reduce((above, letter, index) => nextRow(above.row, letter, index, b), start).last;
}

/** One more letter of `a`: its distances to the beginnings of `b`. */
function nextRow(above: readonly number[], letter: string, index: number, b: string): { row: number[]; last: number } {
  let diagonal = index;
  let last = index + 1;
  const row = [last];
  for (const [column, up] of above.slice(1).entries()) {
    last = Math.min(diagonal + (letter === b[column] ? 0 : 1), up + 1, last + 1);
    diagonal = up;
    row.push(last);
  }
  return { row, last };
}
