/**
 * Zip archives in memory, checked before they are believed: the list of files, names, sizes while inflating, checksums.
 *
 * What the files in an archive mean is not known here, and nothing is ever written to disk.
 */
export * from './archive.js';
export { startsLikeZip } from './end-record.js';
export * from './names.js';
