/** Lengths that decide; the newest ones, so that a voice is known after a page. */
const REMEMBERED = 31;
/** Before that the engine's estimate stands as it is. */
const LEAST_REMEMBERED = 9;
/** Shorter ones tell little: of them pauses and breath are too large a part. */
const LEAST_SECONDS = 1;
/** The estimate is never corrected by more: a voice that only hums must not become the usual. */
const LEAST_FACTOR = 0.5;
const MOST_FACTOR = 2;

/** How long one voice really speaks, against what its engine estimates: the running median of its utterances. */
export class UsualLength {
  private readonly ratios: number[] = [];

  /** @param estimate in seconds */
  expect(estimate: number): number {
    return estimate * this.factor();
  }

  /** Seconds that were spoken where the engine estimated `estimate`. */
  learn(seconds: number, estimate: number): void {
    if (estimate < LEAST_SECONDS) return;
    this.ratios.push(seconds / estimate);
    if (this.ratios.length > REMEMBERED) this.ratios.shift();
  }

  private factor(): number {
    if (this.ratios.length < LEAST_REMEMBERED) return 1;
    const sorted = this.ratios.toSorted((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)] ?? 1;
    return Math.min(MOST_FACTOR, Math.max(LEAST_FACTOR, median));
  }
}
