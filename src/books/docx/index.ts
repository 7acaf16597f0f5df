/**
 * Word documents: mammoth's HTML of checked entries of the archive, for the page reader.
 *
 * What is a chapter is not decided here, nor what a narrator reads.
 */
export * from './read-docx.js';
