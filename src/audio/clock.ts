/** The clock of every clip, chapter and mark, in samples per second. 24 kHz mono: 3072 samples are 3 AAC frames and exactly 128 ms. */
export const CLOCK_HZ = 24_000;

/** Chapters are padded to a multiple of this many samples, so that AAC frames and millisecond marks are both exact. */
export const GRID_SAMPLES = 3_072;

/** Digital silence that must end a chapter for its packets to be joined without a trace (two AAC frames). */
export const TAIL_SAMPLES = 2_048;

export const AAC_FRAME_SAMPLES = 1_024;

/** The padded length of a chapter that holds `samples`. */
export const padToGrid = (samples: number): number => Math.ceil((samples + TAIL_SAMPLES) / GRID_SAMPLES) * GRID_SAMPLES;

export const toSamples = (seconds: number): number => Math.round(seconds * CLOCK_HZ);
