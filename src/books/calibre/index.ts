/**
 * Formats that Calibre reads: its `ebook-convert` makes an EPUB of them in a temporary folder, which our own reader reads.
 *
 * Without Calibre these books are refused with what mends it; no format is taken apart here.
 */
export * from './read-with-calibre.js';
