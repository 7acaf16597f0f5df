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

/** Bytes, and steps of some nanoseconds: a chapter of 50,000 words heard well has 60 million. */
const MOST_CELLS = 100_000_000;

/**
 * The cheapest way from one row of words to the other (Levenshtein), in a band along the diagonal: a chapter of 10,000
 * words takes some 10 MB and a tenth of a second. Where the rows are so unlike in length that the band would be too wide
 * (a recogniser that heard next to nothing of ten hours), halves are held against halves: more errors than need be, of
 * very many.
 */
export function alignWords(
  expected: readonly string[],
  heard: readonly string[],
  mostCells = MOST_CELLS,
): readonly AlignedWord[] {
  if (expected.length === 0) return heard.map((word) => ({ expected: null, heard: word }));
  if (heard.length === 0) return expected.map((word) => ({ expected: word, heard: null }));
  if (cellsOf(expected.length, heard.length) <= mostCells) return alignWhole(expected, heard);
  const [half, heardHalf] = [expected.length >> 1, heard.length >> 1];
  return [
    ...alignWords(expected.slice(0, half), heard.slice(0, heardHalf), mostCells),
    ...alignWords(expected.slice(half), heard.slice(heardHalf), mostCells),
  ];
}

const bandOf = (expected: number, heard: number): number => Math.abs(expected - heard) + SLACK_WORDS;

const cellsOf = (expected: number, heard: number): number => (expected + 1) * (2 * bandOf(expected, heard) + 1);

function alignWhole(expected: readonly string[], heard: readonly string[]): readonly AlignedWord[] {
  const band = bandOf(expected.length, heard.length);
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
