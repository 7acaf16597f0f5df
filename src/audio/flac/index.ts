/**
 * FLAC in memory, by libFLAC as WebAssembly: clips in and out, and what a FLAC file says of itself.
 *
 * No file, no program and no chapter comes in here: chapters are written by ffmpeg, they do not fit in memory.
 */
export { decodeFlac } from './decode-flac.js';
export { encodeFlac } from './encode-flac.js';
export { FLAC_HEADER_BYTES, type FlacHeader, readFlacHeader } from './flac-header.js';
