/**
 * Markdown as books: front matter, then CommonMark with tables and notes, as HTML for the page reader.
 *
 * No rule of what is narrated comes in here.
 */
export * from './read-markdown.js';
