/**
 * What makes an M4B, as pure text and bytes: AAC packets, chapter lists, tags, language codes.
 *
 * No file and no program comes in here: `ffmpeg/` writes with what is decided here.
 */
export * from './adts.js';
export * from './ffmetadata.js';
export * from './language.js';
export * from './stitch.js';
export * from './tags.js';
