/**
 * What makes an M4B: AAC packets, chapter lists, tags and language codes as pure text and bytes, and the finisher, which
 * writes the index of a file anew and copies its media data.
 *
 * No program comes in here: `ffmpeg/` writes with what is decided here.
 */
export * from './adts.js';
export * from './ffmetadata.js';
export { type FinishOrder, finishFile, readFileIndex } from './finish-file.js';
export { indexFault, MAX_NERO_CHAPTERS } from './index-fault.js';
export * from './language.js';
export * from './stitch.js';
export * from './tags.js';
