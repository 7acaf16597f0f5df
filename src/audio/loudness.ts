/** EBU R128 numbers of a chapter. */
export interface Loudness {
  readonly integratedLufs: number;
  readonly truePeakDbtp: number;
}

export interface MeasuredChapter {
  /** What the measurement weighs. */
  readonly samples: number;
  /** null: too short or too quiet to be measured. */
  readonly loudness: Loudness | null;
}

/** Inside ACX's −23 … −18 dB RMS with room on both sides: RMS and LUFS of speech differ by at most 0.7 dB (measured). */
const TARGET_LUFS = -20;
/** Where the limiter holds the peaks. AAC adds 0.15 dB to most voices, 0.5 to 0.8 dB to hibari's (measured). */
export const PEAK_CEILING_DBTP = -3.5;
/** What the limiter may take off the typical chapter's highest peak; voices need up to 4.3 dB (measured), beyond this it pumps. */
const MAX_LIMITING_DB = 9;
/**
 * Loudness in dB that goes with each dB the limiter takes off the peaks, given back beforehand. Measured: Piper's joe loses
 * 0.7 LU of 5.6 dB, espeak-ng 0.2 of 4.3, hibari 0.2 of 7.2; with this all three end within 0.3 LU of the target. Without it
 * joe ends at −20.8; with what joe alone would want (0.12) hibari ends at −19.3.
 */
const MAKE_UP_PER_LIMITED_DB = 0.07;
/** More gain than this would lift the noise of an almost silent recording into the room. */
const MAX_GAIN_DB = 30;
/** Gains are rounded to this, so that every node computes the same text for the same numbers. */
const GAIN_STEPS_PER_DB = 100;

const energyOf = (lufs: number): number => 10 ** (lufs / 10);

/**
 * Loudness of the whole book: the mean of the chapters' energies, weighted by their length (good to 0.1 LU against a
 * measurement of the whole, measured). The peak is the typical one: that of the chapter in the middle by length, so that
 * one click in one chapter does not make a whole book quiet.
 * @returns null when no chapter could be measured.
 */
export function combineLoudness(chapters: readonly MeasuredChapter[]): Loudness | null {
  const measured = chapters.flatMap(({ samples, loudness }) =>
    loudness === null || samples <= 0 ? [] : [{ samples, ...loudness }],
  );
  const total = measured.reduce((sum, chapter) => sum + chapter.samples, 0);
  if (total === 0) return null;
  const energy = measured.reduce((sum, c) => sum + energyOf(c.integratedLufs) * (c.samples / total), 0);
  return { integratedLufs: 10 * Math.log10(energy), truePeakDbtp: typicalPeak(measured, total) };
}

function typicalPeak(chapters: readonly { samples: number; truePeakDbtp: number }[], total: number): number {
  let passed = 0;
  const sorted = chapters.toSorted((a, b) => a.truePeakDbtp - b.truePeakDbtp);
  const middle = sorted.find((chapter) => {
    passed += chapter.samples;
    return passed * 2 >= total;
  });
  return middle?.truePeakDbtp ?? 0;
}

/**
 * The one static gain of a book in dB: to −20 LUFS after the limiter, less where that would have to work too hard. A voice
 * whose peaks stand more than 25 dB above its loudness stays quieter than −20 LUFS for that.
 */
export function bookGainDb(chapters: readonly MeasuredChapter[]): number {
  const book = combineLoudness(chapters);
  if (book === null) return 0;
  const wanted = TARGET_LUFS - book.integratedLufs;
  const bearable = PEAK_CEILING_DBTP + MAX_LIMITING_DB - book.truePeakDbtp;
  const limited = Math.max(0, book.truePeakDbtp + wanted - PEAK_CEILING_DBTP);
  const gain = Math.min(wanted + limited * MAKE_UP_PER_LIMITED_DB, bearable, MAX_GAIN_DB);
  return Math.round(gain * GAIN_STEPS_PER_DB) / GAIN_STEPS_PER_DB;
}
