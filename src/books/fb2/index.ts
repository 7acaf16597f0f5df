/**
 * FictionBook 2: sections as chapters, bodies of notes as notes, the description as the book's facts.
 *
 * What a narrator reads of it is not decided here.
 */
export * from './read-fb2.js';
