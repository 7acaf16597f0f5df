/** One step of an alignment; both null never. */
export interface AlignedWord {
  readonly expected: string | null;
  readonly heard: string | null;
}

/** Words by which the two may be out of step at any place, beside the difference of their lengths: two pages. */
const SLACK_WORDS = 600;

const MATCH = 0;
const MISSING = 1;
const ADDED = 2;

/**
 * The cheapest way from one row of words to the other (Levenshtein), in a band along the diagonal: a chapter of 10,000
 * words takes some 10 MB and a tenth of a second.
 */
export function alignWords(expected: readonly string[], heard: readonly string[]): readonly AlignedWord[] {
  const band = Math.abs(expected.length - heard.length) + SLACK_WORDS;
  const width = 2 * band + 1;
  const ways = new Uint8Array((expected.length + 1) * width);
  let costs = firstRow(heard.length, band, width, ways);
  for (let i = 1; i <= expected.length; i++) costs = nextRow(costs, i, expected, heard, band, ways);
  return walkBack(expected, heard, band, ways);
}

/** Column `j` of row `i` lies at `j - i + band`. */
function firstRow(heard: number, band: number, width: number, ways: Uint8Array): Float64Array {
  const costs = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
  for (let j = 0; j <= Math.min(heard, band); j++) {
    costs[j + band] = j;
    ways[j + band] = ADDED;
  }
  return costs;
}

function nextRow(
  before: Float64Array,
  i: number,
  expected: readonly string[],
  heard: readonly string[],
  band: number,
  ways: Uint8Array,
): Float64Array {
  const width = before.length;
  const costs = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
  const word = expected[i - 1];
  for (let j = Math.max(0, i - band); j <= Math.min(heard.length, i + band); j++) {
    const at = j - i + band;
    const missing = (before[at + 1] ?? Number.POSITIVE_INFINITY) + 1;
    const added = at > 0 && j > 0 ? (costs[at - 1] ?? Number.POSITIVE_INFINITY) + 1 : Number.POSITIVE_INFINITY;
    const match =
      j > 0 ? (before[at] ?? Number.POSITIVE_INFINITY) + (word === heard[j - 1] ? 0 : 1) : Number.POSITIVE_INFINITY;
    const best = Math.min(match, missing, added);
    costs[at] = best;
    ways[i * width + at] = best === match ? MATCH : best === missing ? MISSING : ADDED;
  }
  return costs;
}

function walkBack(
  expected: readonly string[],
  heard: readonly string[],
  band: number,
  ways: Uint8Array,
): readonly AlignedWord[] {
  const width = 2 * band + 1;
  const steps: AlignedWord[] = [];
  let i = expected.length;
  let j = heard.length;
  while (i > 0 || j > 0) {
    const way = ways[i * width + (j - i + band)];
    const takes = { expected: way !== ADDED, heard: way !== MISSING };
    steps.push({
      expected: takes.expected ? (expected[i - 1] ?? null) : null,
      heard: takes.heard ? (heard[j - 1] ?? null) : null,
    });
    if (takes.expected) i--;
    if (takes.heard) j--;
  }
  return steps.reverse();
}
