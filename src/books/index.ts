/**
 * E-books in, chapters of speakable passages out, with a report of everything left out.
 *
 * No voice, no pause length, no server comes in here; adapters for one file format live in a folder of their own.
 */
export * from './book.js';
export { BOOK_EXTENSIONS } from './book-extensions.js';
export { normaliseLanguage } from './language.js';
export * from './read-book.js';
export * from './reading-choice.js';
export * from './sentences.js';
