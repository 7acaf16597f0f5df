/**
 * Sound as data and as files, on one integer clock: samples, FLAC, loudness, timelines, AAC and M4B.
 *
 * No text, no voice, no server comes in here; ffmpeg is called from `ffmpeg/` only.
 */
export * from './clock.js';
