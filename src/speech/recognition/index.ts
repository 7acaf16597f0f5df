/**
 * Sound back into words: a recogniser, and what it heard held against what should have been said.
 *
 * No voice, no book and no server comes in here; the recogniser itself is a program of its own.
 */
export * from './compare-words.js';
export * from './recogniser.js';
