/**
 * Reading along: what is heard where, and the files that show it (captions, an EPUB that speaks).
 *
 * No sound, no program and no store comes in here: text and sample numbers become text.
 */
export { type ChapterTimings, type TimedSentence, type TimedWord, timingsName } from './timings.js';
