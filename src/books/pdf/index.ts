/**
 * PDF as books: poppler's words with their places become paragraphs; running heads and page numbers go. Best effort.
 *
 * No bytes of a PDF are taken apart here, and no program but poppler's is started.
 */
export * from './read-pdf.js';
