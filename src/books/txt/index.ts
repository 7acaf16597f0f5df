/**
 * Plain text as books: encoding, paragraphs, verse, notes and pictures in brackets, found by how the lines lie.
 *
 * Which line is a chapter's name is not decided here, nor what a narrator reads.
 */

export { emphasised } from './inline.js';
export * from './join-lines.js';
export * from './read-txt.js';
