/**
 * A book and an order become chapters, segments and content keys, with estimates.
 *
 * Where the rules of books, speech and audio meet; pure but for the book reader that is passed in.
 */
export * from './plan.js';
