/** Hz. */
export const SAMPLE_RATE = 24_000;
/** Samples from one frame to the next: 12.5 ms. */
export const HOP_SAMPLES = 300;
/** Samples of one transform: four hops, so four frames lie over each sample. */
export const FRAME_SAMPLES = 1_200;
/** Numbers a frame's spectrum has: half a transform and its middle. */
export const BINS = FRAME_SAMPLES / 2 + 1;
/** Samples of the unit in which the network tells how long it speaks an id: two frames. */
export const UNIT_SAMPLES = 2 * HOP_SAMPLES;
