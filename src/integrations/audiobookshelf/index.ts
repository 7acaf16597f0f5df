/**
 * Finished books to an Audiobookshelf by its own interface, each once.
 *
 * What it reads of a book is in the files themselves; nothing of their making comes in here.
 */
export { type ShelfPush, startAudiobookshelf } from './start-audiobookshelf.js';
