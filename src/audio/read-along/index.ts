/**
 * Reading along: what is heard where, and the files that show it (captions, an EPUB that speaks).
 *
 * No sound, no program and no store comes in here: text and sample numbers become text.
 */
export { formatSrt, formatVtt } from './captions.js';
export { type Cue, sentenceCues, wordCues } from './cues.js';
export { EPUB_COVER_PATH, EPUB_MIMETYPE, epubAudioPath, type EpubText, epubTexts } from './epub/entries.js';
export { EPUB_AUDIO, isHeard, type SpeakingBook } from './epub/package.js';
export { type ChapterTimings, type TimedSentence, type TimedWord, timingsName } from './timings.js';
