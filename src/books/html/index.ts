/**
 * Web pages as books: one file of HTML, made well-formed, without what surrounds the text of the page.
 *
 * What is a heading or a note is decided by the markup reader, not here.
 */
export * from './read-html.js';
