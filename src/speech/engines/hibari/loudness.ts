/** Loudness is told as a natural logarithm; above 7 it is not to be trusted, below −24 (−208 dB) there is nothing. */
const LEAST = -24;
const MOST = 7;
/** So dense a table, with straight lines between its entries, errs by less than 1 in 100,000. */
const ENTRIES_PER_UNIT = 128;
const TABLE = Float64Array.from({ length: (MOST - LEAST) * ENTRIES_PER_UNIT + 2 }, (_, i) =>
  Math.exp(LEAST + i / ENTRIES_PER_UNIT),
);

/** e to the power of `x`; what is no number stays none. */
export function loudness(x: number): number {
  const at = (Math.min(Math.max(x, LEAST), MOST) - LEAST) * ENTRIES_PER_UNIT;
  const entry = Math.floor(at);
  const value = TABLE[entry] ?? 0;
  return value + (at - entry) * ((TABLE[entry + 1] ?? 0) - value);
}
