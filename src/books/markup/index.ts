/**
 * One markup file in, blocks of speakable text out: what is a heading, a line of verse, a note; what is taken out and why.
 *
 * No archive, no table of contents and no choice of what a book's narrator reads comes in here.
 */
export * from './characters.js';
export * from './read-markup.js';
export { readTags } from './tag-events.js';
export * from './vocabulary.js';
