/**
 * EPUB 2 and 3: archive, package, contents, protection, text files, given as a manuscript. The only folder that knows epub2.
 *
 * What a narrator reads of a book is not decided here.
 */

export * from './read-epub.js';
