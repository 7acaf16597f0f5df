/**
 * What is written into and beside files of other kinds than M4B: tags, chapter marks, pictures, cue sheets, playlists,
 * metadata.json, as text and bytes.
 *
 * No program and no file comes in here: `ffmpeg/` encodes with what is decided here.
 */
export * from './lists.js';
export * from './metadata-json.js';
export * from './picture-block.js';
export * from './tags.js';
export * from './times.js';
