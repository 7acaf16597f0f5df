/**
 * Sound as data and as files, on one integer clock: samples, FLAC, loudness, timelines, AAC and M4B.
 *
 * No text, no voice, no server comes in here; ffmpeg is called from `ffmpeg/` only.
 */
export * from './check-speech.js';
export * from './clock.js';
export * from './ffmpeg/index.js';
export * from './flac/index.js';
export * from './loudness.js';
export { type BookTags, type ChapterPackets, tagLine } from './m4b/index.js';
export * from './read-along/index.js';
export * from './rendition.js';
export { cueRemark, cueSheet, metadataJson, playlist } from './renditions/index.js';
export { createResampler, type Resampler } from './resample.js';
export * from './samples.js';
export * from './spans.js';
export * from './timeline.js';
export * from './trim.js';
export * from './voice-level.js';
export * from './wav-file.js';
